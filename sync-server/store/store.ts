import type { BankId } from "../../shared/kernel/ids.ts";
import type { BankRecoveryStore } from "./queries/bank-recovery.ts";
import type { AnchorRows } from "./queries/anchors.ts";
import type { AuditStore } from "./queries/audit.ts";
import type { AbsenceStore } from "./queries/absences.ts";
import type { ReadStore } from "./queries/reads.ts";
import type { CentreActStore } from "./queries/centre-acts.ts";
import type { CentreStore } from "./queries/centre.ts";
import type { BranchKeyStore } from "./queries/branch-keys.ts";
import type { BucketStore } from "./queries/buckets.ts";
import type { PeopleStore } from "./queries/people.ts";
import type { ReleaseStore } from "./queries/releases.ts";
import type { DeviceStore } from "./queries/devices.ts";
import type { DiagnosticStore } from "./queries/diagnostics.ts";
import type { DirectoryStore } from "./queries/directory.ts";
import type { DocumentStore } from "./queries/documents.ts";
import type { ErasureStore } from "./queries/erasure.ts";
import type { HoldStore } from "./queries/holds.ts";
import type { EpochStore } from "./queries/epochs.ts";
import type { ExpiryStore } from "./queries/expiry.ts";
import type { FileHistoryStore } from "./queries/file-history.ts";
import type { FeedStore } from "./queries/feed.ts";
import type { MoveStore } from "./queries/move-file.ts";
import type { PolicyStore } from "./queries/policies.ts";
import type { ProofStore } from "./queries/proofs.ts";
import type { LogKeyStore } from "./queries/log-keys.ts";
import type { QuarantineStore } from "./queries/quarantine.ts";
import type { OneFileStore } from "./queries/one-file.ts";
import type { RecoveryStore } from "./queries/recovery.ts";
import type { RecoveryKeyStore } from "./queries/recovery-keys.ts";
import type { ReplicaStore } from "./queries/replicas.ts";
import type { ConsistencyStore } from "./queries/consistency.ts";
import type { MailStore } from "./queries/mail.ts";
import type { ReportingStore } from "./queries/reporting.ts";
import type { ReportStore } from "./queries/report.ts";
import type { VitalsStore } from "./queries/vitals.ts";
import type { PackStore } from "./queries/scheme-packs.ts";
import type { SealingStore } from "./queries/sealing.ts";
import type { WholeBankStore } from "./queries/whole-bank.ts";
import type { VerificationStore } from "./queries/verification.ts";
import type { PushTransaction } from "./queries/push-transaction.ts";

export type { AnchorRow, AnchorRows, AnchorStanding } from "./queries/anchors.ts";
export type { BankRecovery, LateVerdict } from "./queries/bank-recovery.ts";
export type { BranchKeyChange, BranchStanding } from "./queries/branch-keys.ts";
export type { ActDoor, ActedFile, ActRow, ActSearch, ActStep, ActWrite, CentreActTransaction, FoundRegistration, RegistrationSearch } from "./queries/centre-acts.ts";
export type { CentreRow, KeptKey, SigningKey } from "./queries/centre.ts";
export type { DiagnosticRow } from "./queries/diagnostics.ts";
export type { PersonChange, PersonDecision, PersonNow, PersonOfBank, StandingRow } from "./queries/people.ts";
export type { BranchRow, ReleaseRow } from "./queries/releases.ts";
export type { DeviceChange, DeviceRow, DevicesAsked, Heard, HeardOf } from "./queries/devices.ts";
export type { RecoveryKeyStanding, RecoveryKeyWrite } from "./queries/recovery-keys.ts";
export type { PolicyRow, PolicyStanding, PolicyWrite } from "./queries/policies.ts";
export type { ProofAnchor, ProofLink, Proving } from "./queries/proofs.ts";
export type { LogKey } from "./queries/log-keys.ts";
export type { TwoWord, TwoWordWrite } from "./queries/two-words.ts";
export type { DirectoryInput, PersonRow, StandingDecision } from "./queries/directory.ts";
export type { DocumentSight, PartRow } from "./queries/documents.ts";
export type { ErasedFile, ErasureFacts, PurgeRow, RetainedRow, SignedPurge } from "./queries/erasure.ts";
export type { HoldChange, HoldRow, HoldSight } from "./queries/holds.ts";
export type { Reservation } from "./queries/expiry.ts";
export type { HistoryRow } from "./queries/file-history.ts";
export type { FeedCursor, FeedPage, FeedRow, FileRow } from "./queries/feed.ts";
export type { ChangeWrite, DecidedRow, Effects, FeedEffects, FileWrite, KeptVerdict, LedgerEntry, LineRow, LockedFile, MovementWrite, PushTransaction } from "./queries/push-transaction.ts";
export type { EpochStanding, EpochWrite } from "./queries/epochs.ts";
export type { AlarmKind, Confirmation, EpochRow, RecoveryDoor, WaitingFile } from "./queries/recovery.ts";
export type { Away, QuarantinedRow, QuarantineTransaction, ReplicaHolder, WaitingReplica } from "./queries/quarantine.ts";
export type { ReinstatedRow, WaitingRow } from "./queries/reoffers.ts";
export type { EnrolRow, ReplicaRow } from "./queries/replicas.ts";
export type { WholeChange, WholeEntry, WholeFile, WholeLine, WholePush } from "./queries/whole-bank.ts";
export type { InspectedFile } from "./queries/reads.ts";
export type { PackRow, PackSaid, PackStep, PackWord, ProposedPack } from "./queries/scheme-packs.ts";
export type { SealingKey } from "./queries/sealing.ts";
export type { CheckFound, Inconsistency, NightResult, NightTask } from "./queries/consistency.ts";
export { CONSISTENCY_IDS, type ConsistencyId } from "./consistency/checks.ts";
export type { MailCounts, MailDue, MailEvent, MailKept, MailPerson } from "./queries/mail.ts";
export type { PremiumRow, ReportingCell, ReportingColumn, ReportingView } from "./queries/reporting.ts";
export type { Vitals, VitalsStore, Undeclared } from "./queries/vitals.ts";
export type { FileCount, LedgerTotal, RecoveryReport } from "./queries/report.ts";

/** The database refused what the scope does not cover: the directory changed under a caller who was remembered. Nothing was written. */
export class OutOfScope extends Error {}

/** Whose data a call may touch: enforced by the database, not by the caller's good behaviour. */
export type DataScope = { readonly bank: BankId; readonly branches: readonly string[]; readonly persons: readonly string[] };

/** All that the centre keeps. One interface, one SQL text, two drivers; the contract suite runs on both. */
export type Store = CentreStore & DirectoryStore & ReplicaStore & FeedStore & MoveStore & ReportStore & RecoveryStore & BankRecoveryStore & DocumentStore & SealingStore & QuarantineStore & BranchKeyStore & BucketStore & OneFileStore & FileHistoryStore & VerificationStore & AbsenceStore & CentreActStore & ExpiryStore & AuditStore & AnchorRows & WholeBankStore & ReadStore & PeopleStore & ReleaseStore & DeviceStore & DiagnosticStore
  & PolicyStore
  & EpochStore
  & ProofStore
  & LogKeyStore & ErasureStore & HoldStore
  & RecoveryKeyStore
  & VitalsStore
  & ReportingStore & ConsistencyStore & MailStore & PackStore & {
  /** `pglite` in a folder is process-crash safe, `postgresql` durable at commit. */
  readonly kind: "postgresql" | "pglite";
  /** One transaction of the write role. Tried again from the start after a deadlock or a key taken meanwhile: `work` must have no effect outside. */
  readonly push: <T>(scope: DataScope, work: (tx: PushTransaction) => Promise<T>) => Promise<T>;
  /**
   * Hears what any process of this centre announced when it committed. An empty text: some may have been missed. While it listens, a server of this
   * version is seen to be at work, and no step that would stop it is run.
   */
  readonly listen: (hear: (payload: string) => void) => Promise<() => Promise<void>>;
  /** The version of the schema that this server was made for. */
  readonly expectedSchema: number;
  readonly close: () => Promise<void>;
};
