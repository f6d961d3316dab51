import type { AuditTip } from "./audit-link.ts";
import type { FoundAnchor } from "./judge-anchors.ts";

/** What an export of the audit holds: a ZIP of shared/evidence/zip-layout.ts, these entries in this order. One JSON value a line in both `.ndjson`. */
export const FORMAT = "guichet-audit-export-1";
export const ENTRY = { readme: "LISEZMOI.txt", readmeEnglish: "README.txt", verifier: "verifier.html", keys: "cles.json", anchors: "ancres.ndjson", chain: "chaine.ndjson", manifest: "manifest.json", signature: "signature.json" } as const;

/** A link whose event may be seen; `prev` is the hash of the line before. `body`: null where it was erased. */
export type ShownLink = { readonly n: number; readonly bank: string | null; readonly kind: string; readonly at: number; readonly bodyHash: string; readonly body: string | null; readonly hash: string };
/** A link of somebody else's: its event is a hash, and the chain holds through it. */
export type HiddenLink = { readonly n: number; readonly event: string; readonly hash: string };
export type ExportLink = ShownLink | HiddenLink;
/** Each in its one spelling: what is spelled otherwise was changed. */
export const linkLine = (link: ExportLink): string =>
  JSON.stringify("event" in link ? { n: link.n, event: link.event, hash: link.hash } : { n: link.n, bank: link.bank, kind: link.kind, at: link.at, bodyHash: link.bodyHash, body: link.body, hash: link.hash });
export const anchorLine = ({ name, file, disturbed }: FoundAnchor): string => JSON.stringify(disturbed === undefined ? { name, file } : { name, file, disturbed });

/** The centre's own that everybody may see: without them its anchors could not be judged. */
export const SEEN_BY_ALL: readonly string[] = ["centre.epoch", "key.made", "sealing-key.made"];

export type ExportEntry = { readonly path: string; readonly bytes: number; readonly crc32: number; readonly sha256: string };
export type ExportManifest = {
  readonly format: typeof FORMAT; readonly centre: string; readonly demonstration: boolean; readonly madeAt: number; readonly program: string;
  /** Null: every bank's and the centre's own. */
  readonly bank: string | null;
  /** Days as they were asked for, in Paris; null: from the first, to the last. */
  readonly from: string | null; readonly to: string | null;
  readonly epochs: readonly number[];
  /** The link before the first, and the last. */
  readonly begin: AuditTip; readonly end: AuditTip;
  readonly links: number; readonly shown: number; readonly anchors: number;
  readonly entries: readonly ExportEntry[];
};
export type ExportSignature = { readonly format: typeof FORMAT; readonly kid: string; readonly signature: string };
export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 1)}\n`;
export const exportSigningText = (manifestHash: string): string => `guichet-audit-export:${manifestHash}`;
