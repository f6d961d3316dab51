import type { PacksAnswer, PacksRequest } from "../../shared/sync/pack-messages.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { BankId, BranchId } from "../../shared/kernel/ids.ts";
import type { LegalDate } from "../../shared/kernel/legal-date.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Expiry } from "../../shared/life/expiry.ts";
import type { Approvals } from "../../shared/life/delegation.ts";
import type { AbsenceRequest } from "../../shared/sync/approval-messages.ts";
import type {
  BranchKeys, BranchKeysRequest, EnrolAnswer, EnrolRequest, Epoch, Me, News, PullAnswer, PullRequest, PushAnswer, PushRequest, SealedAnswer, SnapshotAnswer,
  SnapshotRequest,
} from "../../shared/sync/protocol.ts";
import type {
  AlarmRequest, EndRecoveryAnswer, EndRecoveryRequest, LateVerdicts, LateVerdictsRequest, MissingAnswer, MissingRequest, RecoveryReportAnswer, RecoveryReportRequest,
  ReofferAnswer, ReofferRequest,
} from "../../shared/sync/recovery-messages.ts";
import type { SealedPart } from "../../shared/sync/sealed-part.ts";
import type { AnchorAge } from "./audit/create-anchorer.ts";
import type { Attest } from "./attestation/attest.ts";
import type { TellHistory } from "./history/tell-history.ts";
import type { BucketServices } from "./buckets.ts";
import type { Holds } from "./erasure/create-holds.ts";
import type { RecoveryKeys } from "./recovery-key/create-recovery-keys.ts";
import type { Diagnostics } from "./diagnostics/create-diagnostics.ts";
import type { DeviceServices } from "./devices/create-devices.ts";
import type { DocumentServices } from "./documents/document-services.ts";
import type { Expired } from "./operator/expire-reservations.ts";
import type { Inspection } from "./audit/create-inspection.ts";
import type { ProveLine } from "./audit/prove-line.ts";
import type { OperatorDesk } from "./operator/create-operator-desk.ts";
import type { People } from "./people/create-people.ts";
import type { Releases } from "./releases/create-releases.ts";
import type { PolicyDesk } from "./policy/create-policy-desk.ts";
import type { MailCounts, MailKept } from "../store/store.ts";
import type { NightResult } from "../store/store.ts";
import type { QuarantineServices } from "./quarantine/create-quarantine.ts";
import type { VitalsNow } from "./vitals/watch-vitals.ts";
import type { Verify } from "./verification/create-verifier.ts";

/** Who is asking, once the token was verified and the person found in the directory. */
export type Caller = {
  /** Stable within the centre: the directory's id of the person. */
  readonly user: string;
  readonly name: string;
  readonly role: Me["role"];
  /** Undefined for the operator of the centre, who sees no client data. */
  readonly bank: { readonly id: BankId; readonly name: string } | undefined;
  readonly branches: readonly { readonly id: BranchId; readonly name: string; readonly region?: string | undefined }[];
  /** What she may approve; undefined for an operator. */
  readonly approvals?: Approvals | undefined;
};

/** What the centre can do; http knows only this page. */
export type Services = {
  readonly centre: () => Promise<{ readonly centre: string; readonly epoch: Epoch; readonly recovering: boolean; readonly businessDate: LegalDate; readonly rules: string; readonly reference: string; readonly demonstration: boolean; /** Undefined: nothing is given back by itself. */ readonly expiry: Expiry | undefined; readonly receiptKeys: readonly ReceiptKey[]; readonly sealingKeys: readonly SealingPublicKey[] }>;
  /** The person that an identity provider's subject stands for; undefined when the directory does not know her. Cached for seconds. */
  readonly findCaller: (issuer: string, subject: string) => Promise<Caller | undefined>;
  /** Who the caller is, with the names of the people of her branches. */
  readonly me: (caller: Caller) => Promise<Me>;
  /** Declares, or ends, an absence; answers who the caller is from then on. */
  readonly setAbsence: (caller: Caller, request: AbsenceRequest) => Promise<Result<Me, CodedError>>;
  readonly enrol: (caller: Caller, request: EnrolRequest) => Promise<Result<EnrolAnswer, CodedError>>;
  readonly push: (caller: Caller, request: PushRequest) => Promise<Result<PushAnswer, CodedError>>;
  /** One part of a sealed file, brought by `carrier`; undefined: by the administrator, at the server's command line. */
  readonly takeSealed: (carrier: Caller | undefined, part: SealedPart) => Promise<Result<SealedAnswer, CodedError>>;
  readonly branchKeys: (caller: Caller, request: BranchKeysRequest) => Promise<Result<BranchKeys, CodedError>>;
  readonly packs: (caller: Caller, request: PacksRequest) => Promise<Result<PacksAnswer, CodedError>>;
  readonly pull: (caller: Caller, request: PullRequest) => Promise<Result<PullAnswer, CodedError>>;
  /** [SY52] What a restored centre lost of a line. */
  readonly reoffer: (caller: Caller, request: ReofferRequest) => Promise<Result<ReofferAnswer, CodedError>>;
  /** [SY57] A replica stopped: kept for the operator. */
  readonly alarm: (caller: Caller, request: AlarmRequest) => Promise<Result<{ readonly taken: true }, CodedError>>;
  /** [SY56] Files that a workstation was told of and no longer finds. */
  readonly missing: (caller: Caller, request: MissingRequest) => Promise<Result<MissingAnswer, CodedError>>;
  /** [SY58] What was refused after its author was told otherwise. */
  readonly lateVerdicts: (caller: Caller, request: LateVerdictsRequest) => Promise<Result<LateVerdicts, CodedError>>;
  /** [SY59] Where a recovery stands: of her bank, for an administrator; in figures, for an operator. */
  readonly recoveryReport: (caller: Caller, request: RecoveryReportRequest) => Promise<Result<RecoveryReportAnswer, CodedError>>;
  /** [SY51] An administrator's word that the recovery may end. */
  readonly endRecovery: (caller: Caller, request: EndRecoveryRequest) => Promise<Result<EndRecoveryAnswer, CodedError>>;
  readonly snapshot: (caller: Caller, request: SnapshotRequest) => Promise<Result<SnapshotAnswer, CodedError>>;
  /** [SY60] What a branch holds, for whoever compares. */
  readonly buckets: BucketServices;
  /** [QU1] Work of replicas that were sent away. */
  readonly quarantine: QuarantineServices;
  /** Workstations, and the word of those who answer for them. */
  readonly devices: DeviceServices;
  /** What a workstation says of itself where its owner agrees. */
  readonly diagnostics: Diagnostics;
  readonly holds: Holds;
  readonly recoveryKeys: RecoveryKeys;
  /** What a bank decides for its workstations and files. */
  readonly policy: PolicyDesk;
  /** How a bank's workstations stand with releases. */
  readonly releases: Releases;
  /** People and branches of a bank. */
  readonly people: People;
  /** [LI13] What the centre does to a registration by itself, at the word of its operators. */
  readonly operator: OperatorDesk;
  /** What auditors read, and what workstations tell of supervisors' readings. */
  readonly inspection: Inspection;
  /** [LI15] Gives back the numbers that are due: what its own rhythm does, once. */
  readonly expireReservations: () => Promise<Expired>;
  /** Contents of documents, which travel apart from changes. */
  readonly documents: DocumentServices;
  /** [AT1] The attestation of a registered file, made and sealed here. */
  readonly attest: Attest;
  /** [HI1] How one file was made, with a statement of it that the centre signs. */
  readonly history: TellHistory;
  /** That the audit has the pushes of a replica, for its owner. */
  readonly proveLine: ProveLine;
  /** For anybody, without a token: see shared/sync/SPEC.md, verification. */
  readonly verifyRegistration: Verify;
  /** Calls back after each commit of a branch the caller may see, and on a new business date. Answers the way to stop. */
  readonly watch: (caller: Caller, listen: (news: News) => void) => () => void;
  /** Demonstration stores only (G3006 elsewhere). */
  readonly setBusinessDate: (caller: Caller, date: LegalDate) => Promise<Result<{ readonly businessDate: LegalDate }, CodedError>>;
  /** For /readyz: the store answers, has the schema expected, and none that is too new for this server. */
  readonly ready: () => Promise<boolean>;
  /** Fulfilled once the store is found to be too new for this server, which must ask nothing more of it. */
  readonly outdated: Promise<void>;
  /** What stands for somebody in the log of refusals. */
  readonly pseudonym: (text: string) => string;
  /** Why the present epoch was begun by one person alone; undefined where two did, or none was. */
  readonly aloneBecause: () => string | undefined;
  /** How old the last anchor of the audit is; undefined: this centre anchors nothing. */
  readonly anchorAge: () => AnchorAge | undefined;
  /** Letters that wait, that were given up, and what this server sent; undefined: it sends none. */
  readonly mailCounts: () => (MailCounts & { readonly sent: number; readonly failed: number }) | undefined;
  /** The last letters, for the mailbox of a demonstration. */
  readonly mailbox: () => Promise<readonly MailKept[]>;
  /** What the mailer's own rhythm does, once. */
  readonly runMail: () => Promise<void>;
  /** What the last night's checks of consistency found, whichever server ran them. */
  readonly nightResults: () => readonly NightResult[];
  /** The vital figures of the centre as they were last read; undefined before the first time. */
  readonly vitals: () => VitalsNow | undefined;
  readonly close: () => Promise<void>;
};
export type ReceiptKey = { readonly kty: "OKP"; readonly crv: "Ed25519"; readonly x: string; readonly kid: string };
export type SealingPublicKey = { readonly kty: "OKP"; readonly crv: "X25519"; readonly x: string; readonly kid: string };
