import type { PackRow } from "../../store/store.ts";
import type { AbsenceRow } from "../../store/queries/absences.ts";
import type { Expiry } from "../../../shared/life/expiry.ts";
import type { LookedUpTo } from "../../store/queries/expiry.ts";
import type { ActWrite } from "../../store/queries/centre-acts.ts";
import type { BranchKeyRow } from "../../store/queries/branch-keys.ts";
import type { AlarmRow, MismatchRow, MissingRow } from "../../store/queries/recovery.ts";
import type { QuarantineDecision } from "../../store/queries/quarantine.ts";
import type { MemoryDiagnostic } from "./memory-diagnostics.ts";
import type { PersonDecision } from "../../store/queries/people.ts";
import type { DeviceRow, Heard } from "../../store/queries/devices.ts";
import type { RecoveryKeyWrite } from "../../store/queries/recovery-keys.ts";
import type { TwoWord } from "../../store/queries/two-words.ts";
import type { CentreRow, ChangeWrite, DirectoryInput, EpochRow, FileWrite, MovementWrite, PartRow, PurgeRow, QuarantinedRow, RecoveryReport, ReinstatedRow, KeptKey, WaitingRow } from "../../store/store.ts";

export type MemoryPerson = { readonly bank: string; readonly id: string; readonly issuer: string; readonly subject: string; readonly name: string; readonly role: DirectoryInput["banks"][number]["persons"][number]["role"]; readonly active: boolean; readonly level: string | undefined; readonly upTo: number | undefined };
export type MemoryReplica = {
  readonly bank: string; readonly replica: string; readonly person: string; readonly publicKey: string; readonly have: number; readonly lastHash: string; readonly revoked: boolean;
  readonly revokedAt: number | undefined; readonly device: string; /** Its last push, or when it was enrolled. */ readonly lastAt: number; readonly enrolledAt: number; readonly revokedBy: string | undefined; /** The last epoch in which it was enrolled. */ readonly seenEpoch: number;
};
/** Beside its replica: what stands of it in a table of its own. */
export type MemoryDevice = Pick<DeviceRow, "approval" | "erase"> & { readonly heard: (Heard & { readonly versionAt: number | undefined }) | undefined };
export type MemoryWord = TwoWord & { readonly bank: string; readonly kind: string; readonly subject: string; readonly settled: "confirmed" | "withdrawn" | "expired" | undefined };
export type MemoryPolicy = { readonly n: number; readonly text: string; readonly at: number; readonly askedBy: string | undefined; readonly confirmedBy: string | undefined };
export type MemoryFeedEntry = { readonly n: number; readonly kind: "file" | "left"; readonly file: string; readonly version: number; readonly change: string };
export type MemoryMovement = MovementWrite & { readonly bank: string; readonly step: number };
export type MemoryDisclosure = { readonly bank: string; readonly change: string; readonly person: string; readonly siren: string; readonly available: number; readonly at: number };
export type MemoryWaiting = WaitingRow & { readonly bank: string; readonly outcome: string | null; readonly late: string | null };
export type MemoryAlarm = AlarmRow & { readonly bank: string; readonly times: number };
export type MemoryQuarantined = QuarantinedRow & { readonly bank: string; readonly decision: QuarantineDecision | undefined; readonly decidedBy: string | undefined; readonly decidedAt: number | undefined };
export type MemoryDocument = { readonly bank: string; readonly person: string; readonly size: number; readonly begunAt: number; readonly completedAt: number | undefined; readonly parts: readonly PartRow[] };
export type MemoryAccess = { readonly bank: string; readonly file: string; readonly document: string; readonly person: string; readonly at: number; readonly what: "stored" | "read" };

export type MemoryPurge = PurgeRow & { readonly on: string; readonly rule: string };
export type MemoryHold = { readonly bank: string; readonly hold: string; readonly file: string; readonly reason: string; readonly setBy: string; readonly setAt: number; readonly liftedBy: string | undefined };

/** The tables of the centre as maps by their keys. Rows are never changed, only replaced, so that a copy of the maps is a backup. */
export type MemoryTables = {
  readonly centre: { row: CentreRow | undefined };
  readonly keys: KeptKey[];
  readonly banks: Map<string, { readonly name: string; readonly issuer: string }>;
  /** By bank: what it decided, the oldest first. */
  readonly policies: Map<string, readonly MemoryPolicy[]>;
  readonly devices: Map<string, MemoryDevice>;
  readonly diagnostics: Map<string, MemoryDiagnostic>;
  readonly words: Map<string, MemoryWord>;
  /** By bank, oldest first. */
  readonly recoveryKeys: Map<string, readonly NonNullable<RecoveryKeyWrite["key"]>[]>;
  /** By bank: its ladder of approvals. */
  readonly levels: Map<string, NonNullable<DirectoryInput["banks"][number]["levels"]>>;
  readonly absences: Map<string, AbsenceRow & { readonly bank: string }>;
  readonly branches: Map<string, { readonly bank: string; readonly id: string; readonly name: string; readonly region?: string | undefined }>;
  readonly persons: Map<string, MemoryPerson>;
  /** By bank and person: her branches in order. */
  readonly places: Map<string, readonly string[]>;
  /** By bank and person: what administrators decided and no import has said since. */
  readonly decisions: Map<string, PersonDecision>;
  readonly operators: Map<string, { readonly issuer: string; readonly subject: string; readonly name: string }>;
  readonly replicas: Map<string, MemoryReplica>;
  readonly files: Map<string, FileWrite>;
  readonly counters: Map<string, number>;
  readonly feeds: Map<string, readonly MemoryFeedEntry[]>;
  /** By bank, replica and number. */
  readonly changes: Map<string, ChangeWrite>;
  /** By bank and change id: the key of the row that decided it. */
  readonly decided: Map<string, string>;
  /** By bank, replica and last number of a push: the numbers of its branches before it. */
  readonly placesBefore: Map<string, ReadonlyMap<string, number>>;
  readonly signatures: Map<string, string>;
  readonly holds: Map<string, string>;
  readonly movements: Map<string, readonly MemoryMovement[]>;
  readonly disclosures: Map<string, MemoryDisclosure>;
  readonly epochs: Map<number, EpochRow>;
  /** The first of two words for another one, while it stands. */
  readonly epochWord: { row: TwoWord | undefined };
  readonly recoveryEvents: RecoveryReport["events"][number][];
  /** By bank, file, version, replica and number: re-offered changes that wait, and those refused in the end. */
  readonly waiting: Map<string, MemoryWaiting>;
  readonly reinstated: Map<string, ReinstatedRow & { readonly bank: string; readonly at: number }>;
  readonly missing: Map<string, MissingRow & { readonly bank: string }>;
  readonly alarms: Map<string, MemoryAlarm>;
  readonly mismatches: Map<string, MismatchRow & { readonly bank: string; readonly times: number }>;
  /** By bank, replica, last number, last hash and first number. */
  readonly quarantined: Map<string, MemoryQuarantined>;
  readonly sealingKeys: KeptKey[];
  /** By bank and branch, oldest first. */
  readonly branchKeys: Map<string, readonly BranchKeyRow[]>;
  /** By bank, file and document. */
  readonly documents: Map<string, MemoryDocument>;
  readonly accesses: MemoryAccess[];
  /** In the order in which they were noted. */
  readonly acts: (ActWrite & { readonly bank: string })[];
  /** By name, in the order of their proposal. */
  readonly packs: Map<string, PackRow>;
  readonly expiry: { row: (Expiry & { readonly looked: LookedUpTo }) | undefined };
  readonly purges: Map<string, MemoryPurge>;
  readonly fileHolds: Map<string, MemoryHold>;
  /** Open words on files, by bank, kind and subject. */
  readonly fileWords: Map<string, TwoWord>;
};

export const keyOf = (...parts: readonly (string | number)[]): string => parts.join("/");

export const emptyTables = (): MemoryTables => ({
  centre: { row: undefined }, keys: [], banks: new Map(), policies: new Map(), devices: new Map(), words: new Map(), levels: new Map(), absences: new Map(), branches: new Map(), persons: new Map(), places: new Map(), operators: new Map(), replicas: new Map(), files: new Map(),
  counters: new Map(), feeds: new Map(), changes: new Map(), decided: new Map(), placesBefore: new Map(), signatures: new Map(), holds: new Map(), movements: new Map(), disclosures: new Map(),
  recoveryKeys: new Map(),
  epochs: new Map(), epochWord: { row: undefined }, recoveryEvents: [], waiting: new Map(), reinstated: new Map(), missing: new Map(), alarms: new Map(), mismatches: new Map(), quarantined: new Map(), sealingKeys: [], branchKeys: new Map(), documents: new Map(), accesses: [], acts: [], expiry: { row: undefined },
  purges: new Map(), fileHolds: new Map(), fileWords: new Map(),
  packs: new Map(),
  diagnostics: new Map(),
  decisions: new Map(),
});

/** A backup: what is written afterwards is not in it. */
export function copyTables(tables: MemoryTables): MemoryTables {
  return {
    centre: { row: tables.centre.row }, keys: [...tables.keys], banks: new Map(tables.banks), policies: new Map(tables.policies), devices: new Map(tables.devices), words: new Map(tables.words), levels: new Map(tables.levels), absences: new Map(tables.absences), branches: new Map(tables.branches), persons: new Map(tables.persons), places: new Map(tables.places),
    operators: new Map(tables.operators), replicas: new Map(tables.replicas), files: new Map(tables.files), counters: new Map(tables.counters), feeds: new Map(tables.feeds), changes: new Map(tables.changes),
    decided: new Map(tables.decided), placesBefore: new Map(tables.placesBefore), signatures: new Map(tables.signatures), holds: new Map(tables.holds), movements: new Map(tables.movements), disclosures: new Map(tables.disclosures),
    recoveryKeys: new Map(tables.recoveryKeys),
    epochs: new Map(tables.epochs), epochWord: { row: tables.epochWord.row }, recoveryEvents: [...tables.recoveryEvents], waiting: new Map(tables.waiting), reinstated: new Map(tables.reinstated), missing: new Map(tables.missing), alarms: new Map(tables.alarms),
    mismatches: new Map(tables.mismatches), quarantined: new Map(tables.quarantined), sealingKeys: [...tables.sealingKeys], branchKeys: new Map(tables.branchKeys), documents: new Map(tables.documents), accesses: [...tables.accesses], acts: [...tables.acts], expiry: { row: tables.expiry.row },
    purges: new Map(tables.purges), fileHolds: new Map(tables.fileHolds), fileWords: new Map(tables.fileWords),
    packs: new Map(tables.packs),
    diagnostics: new Map(tables.diagnostics),
    decisions: new Map(tables.decisions),
  };
}
