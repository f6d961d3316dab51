import type { Fields } from "../pge/file-fields.ts";
import type { Assessment } from "../pge/assessment.ts";

/** What the entries of an evidence file hold: see SPEC.md. Texts that were hashed or signed are kept as texts, exactly. */
export const FORMAT = "guichet-evidence-1";
export const ENTRY = {
  readme: "LISEZMOI.txt", readmeEnglish: "README.txt", verifier: "verifier.html", dossier: "dossier.json", state: "etat.json", rules: "regles.json", history: "historique.json",
  manifest: "manifest.json", signature: "signature.json",
} as const;
export const DOCUMENTS = "documents/";
export const PAPERS = "papiers/";
/** A second copy of every entry, under its own path behind this one: what says which byte is false. */
export const WITNESS = "temoin/";
export const withWitness = <T extends { readonly path: string }>(once: readonly T[]): readonly T[] => [...once, ...once.map((one) => ({ ...one, path: `${WITNESS}${one.path}` }))];
/** Of the hashes that narrow a content down. */
export const BLOCK_BYTES = 4_096;

/** How every JSON entry is spelled: a person can read it, and a forger can't spell the same thing otherwise. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 1)}\n`;

export type ManifestEntry = { readonly path: string; readonly bytes: number; readonly crc32: number; readonly sha256: string; /** Of each block of {@link BLOCK_BYTES}, the last may be short. */ readonly blocks: readonly string[] };
/** What an archive should hold and does not, each with why. */
export const MISSING_REASONS = ["not-here", "centre-away", "not-at-centre", "damaged", "not-made", "cancelled"] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];
export type Missing = { readonly what: "document" | "paper"; readonly name: string; readonly sha256?: string; readonly why: MissingReason; readonly code?: string };
/** What whoever made the archive could not know; each has its sentence in the page. */
export const UNKNOWNS = ["history-from-here-only", "versions-unknown", "granted-derived", "rules-version-unknown", "verdict-not-kept", "approval-level-not-kept", "keys-as-told", "waiting-here"] as const;
export type Unknown = (typeof UNKNOWNS)[number];

export type Manifest = {
  readonly format: typeof FORMAT;
  readonly file: string;
  readonly madeAt: number;
  /** Version of Guichet that made it. */
  readonly program: string;
  readonly demonstration: boolean;
  readonly blockBytes: number;
  readonly entries: readonly ManifestEntry[];
  readonly missing: readonly Missing[];
  readonly unknown: readonly Unknown[];
};

/** By the key of the workstation that made the archive, over {@link archiveSigningText}. */
export type ArchiveSignature = { readonly format: typeof FORMAT; readonly replica: string; readonly publicKey: string; readonly signature: string };
export const archiveSigningText = ({ replica, publicKey }: Pick<ArchiveSignature, "replica" | "publicKey">, manifestHash: string): string => [FORMAT, replica, publicKey, manifestHash].join("\n");

/** A change as it was sealed. `verdict` is the exact text of the centre's answer; absent: not answered. Of a change that could not be kept, the hash alone. */
export type KeptChange = { readonly replica: string; readonly seq: number; readonly hash: string; readonly head?: string; readonly body?: string; readonly salt?: string; readonly verdict?: string };
/** Heads without bodies, of other files or not: what chains a change to the signature of its push. */
export type Link = { readonly replica: string; readonly seq: number; readonly head: string };
export type SignedPush = { readonly replica: string; readonly first: number; readonly last: number; readonly lastHash: string; readonly signature: string };
/** What the centre signed of a file's history: the exact text and its signature under {@link historySigningText}. */
type Statement = { readonly text: string; readonly kid: string; readonly signature: string };
export const historySigningText = (text: string): string => `guichet-history:${text}`;
export type StatementFacts = {
  readonly v: 1; readonly centre: string; /** Every epoch of the centre's, the present one last. */ readonly epochs: readonly string[]; readonly bank: string; readonly file: string; readonly version: number; readonly stateHash: string;
  /** `verdict`: SHA-256 of its text. */
  readonly changes: readonly { readonly replica: string; readonly seq: number; readonly hash: string; readonly verdict: string }[];
  readonly replicas: readonly StatedReplica[];
  /** To whom it was told. */
  readonly asker: StatedReplica;
  readonly at: number;
};
export type StatedReplica = { readonly replica: string; readonly publicKey: string; readonly person: string; readonly name: string };

export type History = {
  readonly format: typeof FORMAT;
  readonly source: "centre" | "workstation";
  /** Receipt keys as the centre told them: whether they are its own is for whoever verifies to compare. */
  readonly keys: readonly { readonly kid: string; readonly x: string }[];
  readonly centre: string;
  readonly statement?: Statement;
  readonly changes: readonly KeptChange[];
  readonly links: readonly Link[];
  readonly pushes: readonly SignedPush[];
  /** Versions of the file whose change is not in here. */
  readonly unknownVersions: readonly number[];
};

export type Step = { readonly step: string; readonly on: string; readonly at: number; readonly by: string; readonly change: string; readonly facts: Readonly<Record<string, string | number>> };
export type Granted = {
  readonly number: string; readonly receipt: string; readonly registeredAt: number; readonly grantOn: string; readonly rules: string;
  /** Version of the file that the receipt names. */
  readonly version: number;
  readonly fields: Fields;
  /** "replayed": made again from the changes up to that version. "derived": as today, for nothing touched it since; `unknown` are those that changed since and whose value then is not known. */
  readonly from: "replayed" | "derived";
  readonly unknown: readonly string[];
};
export type Dossier = {
  readonly format: typeof FORMAT;
  readonly file: string;
  readonly bank: string;
  readonly branch: string;
  readonly granted: Granted;
  /** As etat.json says it, for reading. */
  readonly today: { readonly version: number; readonly status: string; readonly fields: Fields };
  readonly steps: readonly Step[];
  readonly approvals: readonly { readonly by: string; readonly on: string; readonly at: number; readonly change: string; /** The ladder's name for it, where this workstation knows it today; the level held then is not kept. */ readonly levelToday?: string }[];
  readonly documents: readonly { readonly sha256: string; readonly name: string; readonly type: string; readonly bytes: number; readonly piece: string; readonly by: string; readonly at: number; readonly entry?: string }[];
  /** Names as they are known here, by the ids that the file holds. */
  readonly people: Readonly<Record<string, string>>;
};
export type Rules = {
  readonly format: typeof FORMAT;
  /** Pack and version that the registration names. */
  readonly rules: string;
  readonly program: string;
  readonly grantOn: string;
  /** What went in. */
  readonly fields: Fields;
  /** What is kept of the verdict then: that the centre registered, on which figures. It kept no calculation. */
  readonly registered: { readonly number: string; readonly amount: number; readonly scheme: string; readonly grantOn: string; readonly at: number };
  /** By the rules of that version; absent: this program does not hold them. */
  readonly replayed?: Assessment;
};
