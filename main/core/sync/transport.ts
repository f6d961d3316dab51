import { readsAnswerSchema, type ReadsRequest } from "../../../shared/sync/inspection-messages.ts";
import { z } from "zod";
import type { AbsenceRequest } from "../../../shared/sync/approval-messages.ts";
import { attestationAnswerSchema, type AttestationAnswer, type AttestationRequest } from "../../../shared/sync/attestation-messages.ts";
import { holdsAnswerSchema, type HoldsAnswer, type LiftHoldRequest, type ListHoldsRequest, type SetHoldRequest } from "../../../shared/sync/hold-messages.ts";
import { diagnosticAnswerSchema, diagnosticTakenSchema, ownDiagnosticAnswerSchema, type AnswerDiagnosticRequest, type AskDiagnosticRequest, type DiagnosticAnswer, type OwnDiagnosticAnswer, type OwnDiagnosticRequest, type ReadDiagnosticRequest } from "../../../shared/sync/diagnostic-messages.ts";
import {
  deviceAnswerSchema, deviceErasedAnswerSchema, deviceOrderAnswerSchema, devicesAnswerSchema, type DecideDeviceRequest, type DeviceAnswer, type DeviceErasedRequest, type DeviceOrderAnswer,
  type DeviceOrderRequest, type DevicesAnswer, type DevicesRequest, type RevokeDeviceRequest, type WithdrawDeviceRequest,
} from "../../../shared/sync/device-messages.ts";
import { packsAnswerSchema, type PacksAnswer, type PacksRequest } from "../../../shared/sync/pack-messages.ts";
import { historyAnswerSchema, type HistoryAnswer, type HistoryRequest } from "../../../shared/sync/history-messages.ts";
import { proofAnswerSchema, type ProofAnswer, type ProofRequest } from "../../../shared/sync/proof-messages.ts";
import { peopleAnswerSchema, personAnswerSchema, type AddBranchRequest, type DecidePersonRequest, type PeopleAnswer, type PeopleRequest, type PersonAnswer, type WithdrawPersonRequest } from "../../../shared/sync/people-messages.ts";
import { releasesAnswerSchema, type ReleasesAnswer, type ReleasesRequest } from "../../../shared/sync/release-messages.ts";
import { policyAnswerSchema, type ConfirmPolicyRequest, type PolicyAnswer, type PolicyRequest, type ProposePolicyRequest, type WithdrawPolicyRequest } from "../../../shared/sync/policy-messages.ts";
import {
  PROTOCOL_VERSION, beginDocumentAnswerSchema, branchKeysAnswerSchema, bucketListAnswerSchema, bucketsAnswerSchema, completeDocumentAnswerSchema,
  enrolAnswerSchema, findDocumentAnswerSchema, helloSchema, meSchema, pullAnswerSchema, pushAnswerSchema, sealedAnswerSchema, snapshotAnswerSchema,
  type BeginDocumentAnswer, type BeginDocumentRequest, type BranchKeys, type BranchKeysRequest, type BucketFilesRequest, type BucketListAnswer,
  type BucketListRequest, type BucketsAnswer, type BucketsRequest, type CompleteDocumentRequest, type EnrolAnswer, type EnrolRequest, type FindDocumentAnswer,
  type Hello, type Me, type PullAnswer, type PullRequest, type PushAnswer, type PushRequest, type SealedAnswer, type SealedRequest, type SnapshotAnswer,
  type SnapshotRequest,
} from "../../../shared/sync/protocol.ts";
import {
  decideQuarantineAnswerSchema, quarantineAnswerSchema, quarantineChangesAnswerSchema, type DecideQuarantineAnswer, type DecideQuarantineRequest,
  type QuarantineAnswer, type QuarantineChangesAnswer, type QuarantineChangesRequest, type QuarantineRequest,
} from "../../../shared/sync/quarantine-messages.ts";
import {
  endRecoveryAnswerSchema, lateVerdictsAnswerSchema, missingAnswerSchema, recoveryReportAnswerSchema, reofferAnswerSchema, takenSchema, type AlarmRequest, type EndRecoveryAnswer,
  type EndRecoveryRequest, type LateVerdicts, type LateVerdictsRequest, type MissingAnswer, type MissingRequest, type RecoveryReportAnswer, type RecoveryReportRequest,
  type ReofferAnswer, type ReofferRequest,
} from "../../../shared/sync/recovery-messages.ts";
import { JOURNEY_HEADER, newTraceParent, TRACE_HEADER, writeJourney, type Journey } from "../../../shared/sync/journey.ts";
import { recoveryKeyAnswerSchema, type PublishRecoveryKeyRequest, type RecoveryKeyAnswer, type RecoveryKeyRequest, type RecoveryUsedRequest, type WithdrawRecoveryKeyRequest } from "../../../shared/sync/recovery-key-messages.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import type { CoreDeps } from "../deps.ts";
import { createEncoder } from "./body-encoding.ts";
import { classify, unreachable } from "./classify-failure.ts";
import { openNewsStream, type NewsListener } from "./news-stream.ts";
import { PACE, type StreamPace } from "./pace.ts";

export type Reply<T> = { readonly kind: "answered"; readonly value: T } | { readonly kind: "failed"; readonly failure: Failure };

/** The routes of the centre, each with its parser. Nothing here knows the database, and nothing throws for what a network may do. */
export type Transport = {
  readonly hello: (bank?: string) => Promise<Reply<Hello>>;
  readonly me: (token: string) => Promise<Reply<Me>>;
  readonly setAbsence: (token: string, request: AbsenceRequest) => Promise<Reply<Me>>;
  readonly enrol: (token: string, request: EnrolRequest) => Promise<Reply<EnrolAnswer>>;
  /** `journey`: how long the last of them was on its way; told with a trace of its own where that may be told. */
  readonly push: (token: string, request: PushRequest, journey?: Journey) => Promise<Reply<PushAnswer>>;
  readonly pull: (token: string, request: PullRequest) => Promise<Reply<PullAnswer>>;
  readonly snapshot: (token: string, request: SnapshotRequest) => Promise<Reply<SnapshotAnswer>>;
  readonly buckets: (token: string, request: BucketsRequest) => Promise<Reply<BucketsAnswer>>;
  readonly bucketList: (token: string, request: BucketListRequest) => Promise<Reply<BucketListAnswer>>;
  readonly bucketFiles: (token: string, request: BucketFilesRequest) => Promise<Reply<SnapshotAnswer>>;
  readonly reoffer: (token: string, request: ReofferRequest) => Promise<Reply<ReofferAnswer>>;
  readonly alarm: (token: string, request: AlarmRequest) => Promise<Reply<unknown>>;
  readonly missing: (token: string, request: MissingRequest) => Promise<Reply<MissingAnswer>>;
  readonly reads: (token: string, request: ReadsRequest) => Promise<Reply<unknown>>;
  readonly lateVerdicts: (token: string, request: LateVerdictsRequest) => Promise<Reply<LateVerdicts>>;
  readonly recoveryReport: (token: string, request: RecoveryReportRequest) => Promise<Reply<RecoveryReportAnswer>>;
  readonly endRecovery: (token: string, request: EndRecoveryRequest) => Promise<Reply<EndRecoveryAnswer>>;
  readonly quarantine: (token: string, request: QuarantineRequest) => Promise<Reply<QuarantineAnswer>>;
  readonly quarantineChanges: (token: string, request: QuarantineChangesRequest) => Promise<Reply<QuarantineChangesAnswer>>;
  readonly decideQuarantine: (token: string, request: DecideQuarantineRequest) => Promise<Reply<DecideQuarantineAnswer>>;
  readonly holds: (token: string, request: ListHoldsRequest) => Promise<Reply<HoldsAnswer>>;
  readonly setHold: (token: string, request: SetHoldRequest) => Promise<Reply<HoldsAnswer>>;
  readonly liftHold: (token: string, request: LiftHoldRequest) => Promise<Reply<HoldsAnswer>>;
  readonly devices: (token: string, request: DevicesRequest) => Promise<Reply<DevicesAnswer>>;
  readonly ownDevices: (token: string, request: DevicesRequest) => Promise<Reply<DevicesAnswer>>;
  readonly decideDevice: (token: string, request: DecideDeviceRequest) => Promise<Reply<DeviceAnswer>>;
  readonly revokeDevice: (token: string, request: RevokeDeviceRequest) => Promise<Reply<DeviceAnswer>>;
  readonly withdrawDevice: (token: string, request: WithdrawDeviceRequest) => Promise<Reply<DeviceAnswer>>;
  readonly askDiagnostic: (token: string, request: AskDiagnosticRequest) => Promise<Reply<DiagnosticAnswer>>;
  readonly readDiagnostic: (token: string, request: ReadDiagnosticRequest) => Promise<Reply<DiagnosticAnswer>>;
  readonly ownDiagnostic: (token: string, request: OwnDiagnosticRequest) => Promise<Reply<OwnDiagnosticAnswer>>;
  readonly answerDiagnostic: (token: string, request: AnswerDiagnosticRequest) => Promise<Reply<{ readonly taken: true }>>;
  readonly recoveryKey: (token: string, request: RecoveryKeyRequest) => Promise<Reply<RecoveryKeyAnswer>>;
  readonly publishRecoveryKey: (token: string, request: PublishRecoveryKeyRequest) => Promise<Reply<RecoveryKeyAnswer>>;
  readonly withdrawRecoveryKey: (token: string, request: WithdrawRecoveryKeyRequest) => Promise<Reply<RecoveryKeyAnswer>>;
  readonly recoveryUsed: (token: string, request: RecoveryUsedRequest) => Promise<Reply<unknown>>;
  readonly proof: (token: string, request: ProofRequest) => Promise<Reply<ProofAnswer>>;
  readonly people: (token: string, request: PeopleRequest) => Promise<Reply<PeopleAnswer>>;
  readonly decidePerson: (token: string, request: DecidePersonRequest) => Promise<Reply<PersonAnswer>>;
  readonly withdrawPerson: (token: string, request: WithdrawPersonRequest) => Promise<Reply<PersonAnswer>>;
  readonly addBranch: (token: string, request: AddBranchRequest) => Promise<Reply<PeopleAnswer>>;
  readonly releases: (token: string, request: ReleasesRequest) => Promise<Reply<ReleasesAnswer>>;
  readonly policy: (token: string, request: PolicyRequest) => Promise<Reply<PolicyAnswer>>;
  readonly proposePolicy: (token: string, request: ProposePolicyRequest) => Promise<Reply<PolicyAnswer>>;
  readonly confirmPolicy: (token: string, request: ConfirmPolicyRequest) => Promise<Reply<PolicyAnswer>>;
  readonly withdrawPolicy: (token: string, request: WithdrawPolicyRequest) => Promise<Reply<PolicyAnswer>>;
  /** Without a token, which a person who left has none of: the replica's own signature is in the request. */
  readonly deviceOrder: (request: DeviceOrderRequest) => Promise<Reply<DeviceOrderAnswer>>;
  readonly deviceErased: (request: DeviceErasedRequest) => Promise<Reply<unknown>>;
  readonly attestation: (token: string, request: AttestationRequest) => Promise<Reply<AttestationAnswer>>;
  readonly packs: (token: string, request: PacksRequest) => Promise<Reply<PacksAnswer>>;
  readonly history: (token: string, request: HistoryRequest) => Promise<Reply<HistoryAnswer>>;
  readonly beginDocument: (token: string, request: BeginDocumentRequest) => Promise<Reply<BeginDocumentAnswer>>;
  readonly completeDocument: (token: string, request: CompleteDocumentRequest) => Promise<Reply<{ readonly complete: true }>>;
  readonly findDocument: (token: string, request: CompleteDocumentRequest) => Promise<Reply<FindDocumentAnswer>>;
  readonly branchKeys: (token: string, request: BranchKeysRequest) => Promise<Reply<BranchKeys>>;
  readonly sealed: (token: string, request: SealedRequest) => Promise<Reply<SealedAnswer>>;
  readonly setBusinessDate: (token: string, businessDate: string) => Promise<Reply<unknown>>;
  /** Answers the way to stop listening. */
  readonly news: (token: string, branches: readonly string[], listener: NewsListener) => () => void;
  /** Drops what is under way. */
  readonly close: () => void;
};

/** A page of two thousand files on a slow line; past it the line counts as cut. */
const TIMEOUT_MS = 60_000;

const anything = z.unknown();

type Call<T> = { readonly method: "GET" | "POST"; readonly path: string; readonly token?: string; readonly body?: unknown; readonly parse: z.ZodType<T>; readonly journey?: Journey | undefined };

export function createTransport({ fetch, serverUrl, version, telemetryOff = false, randomBytes }: Pick<CoreDeps, "fetch" | "serverUrl" | "version" | "telemetryOff" | "randomBytes">, pace: StreamPace = PACE.stream): Transport {
  const closing = new AbortController();
  const encoder = createEncoder();

  async function send(call: Call<unknown>): Promise<Response> {
    const { body, headers } = call.body === undefined ? { body: undefined, headers: {} } : encoder.encode(JSON.stringify(call.body));
    return await fetch(serverUrl + call.path, {
      method: call.method,
      headers: {
        accept: "application/json", "x-guichet-client": version, "x-guichet-protocol": String(PROTOCOL_VERSION),
        ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
        ...(call.journey === undefined || telemetryOff ? {} : { [TRACE_HEADER]: newTraceParent(randomBytes(24)), [JOURNEY_HEADER]: writeJourney(call.journey) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: "error",
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  }

  async function exchange<T>(call: Call<T>): Promise<Reply<T>> {
    try {
      const response = await send(call);
      if (response.ok) return await readAnswer(response, call.parse);
      const failure = await classify(response);
      if (call.body !== undefined && encoder.stepDown(failure)) return await exchange(call);
      return { kind: "failed", failure: failure.failure };
    } catch {
      return { kind: "failed", failure: unreachable("G5004") };
    }
  }

  return {
    hello: (bank) => exchange({ method: "GET", path: bank === undefined ? "/v1/hello" : `/v1/hello?bank=${bank}`, parse: helloSchema }),
    me: (token) => exchange({ method: "GET", path: "/v1/me", token, parse: meSchema }),
    setAbsence: (token, body) => exchange({ method: "POST", path: "/v1/absence", token, body, parse: meSchema }),
    enrol: (token, body) => exchange({ method: "POST", path: "/v1/enrol", token, body, parse: enrolAnswerSchema }),
    push: (token, body, journey) => exchange({ method: "POST", path: "/v1/push", token, body, parse: pushAnswerSchema, journey }),
    pull: (token, body) => exchange({ method: "POST", path: "/v1/pull", token, body, parse: pullAnswerSchema }),
    snapshot: (token, body) => exchange({ method: "POST", path: "/v1/snapshot", token, body, parse: snapshotAnswerSchema }),
    buckets: (token, body) => exchange({ method: "POST", path: "/v1/buckets", token, body, parse: bucketsAnswerSchema }),
    bucketList: (token, body) => exchange({ method: "POST", path: "/v1/buckets/list", token, body, parse: bucketListAnswerSchema }),
    bucketFiles: (token, body) => exchange({ method: "POST", path: "/v1/buckets/files", token, body, parse: snapshotAnswerSchema }),
    reoffer: (token, body) => exchange({ method: "POST", path: "/v1/reoffer", token, body, parse: reofferAnswerSchema }),
    alarm: (token, body) => exchange({ method: "POST", path: "/v1/alarm", token, body, parse: takenSchema }),
    reads: (token, body) => exchange({ method: "POST", path: "/v1/reads", token, body, parse: readsAnswerSchema }),
    missing: (token, body) => exchange({ method: "POST", path: "/v1/missing", token, body, parse: missingAnswerSchema }),
    lateVerdicts: (token, body) => exchange({ method: "POST", path: "/v1/late-verdicts", token, body, parse: lateVerdictsAnswerSchema }),
    recoveryReport: (token, body) => exchange({ method: "POST", path: "/v1/recovery/report", token, body, parse: recoveryReportAnswerSchema }),
    endRecovery: (token, body) => exchange({ method: "POST", path: "/v1/recovery/end", token, body, parse: endRecoveryAnswerSchema }),
    quarantine: (token, body) => exchange({ method: "POST", path: "/v1/quarantine", token, body, parse: quarantineAnswerSchema }),
    quarantineChanges: (token, body) => exchange({ method: "POST", path: "/v1/quarantine/changes", token, body, parse: quarantineChangesAnswerSchema }),
    decideQuarantine: (token, body) => exchange({ method: "POST", path: "/v1/quarantine/decide", token, body, parse: decideQuarantineAnswerSchema }),
    holds: (token, body) => exchange({ method: "POST", path: "/v1/holds", token, body, parse: holdsAnswerSchema }),
    setHold: (token, body) => exchange({ method: "POST", path: "/v1/holds/set", token, body, parse: holdsAnswerSchema }),
    liftHold: (token, body) => exchange({ method: "POST", path: "/v1/holds/lift", token, body, parse: holdsAnswerSchema }),
    devices: (token, body) => exchange({ method: "POST", path: "/v1/devices", token, body, parse: devicesAnswerSchema }),
    ownDevices: (token, body) => exchange({ method: "POST", path: "/v1/devices/mine", token, body, parse: devicesAnswerSchema }),
    decideDevice: (token, body) => exchange({ method: "POST", path: "/v1/devices/decide", token, body, parse: deviceAnswerSchema }),
    revokeDevice: (token, body) => exchange({ method: "POST", path: "/v1/devices/revoke", token, body, parse: deviceAnswerSchema }),
    recoveryKey: (token, body) => exchange({ method: "POST", path: "/v1/recovery-key", token, body, parse: recoveryKeyAnswerSchema }),
    publishRecoveryKey: (token, body) => exchange({ method: "POST", path: "/v1/recovery-key/publish", token, body, parse: recoveryKeyAnswerSchema }),
    withdrawRecoveryKey: (token, body) => exchange({ method: "POST", path: "/v1/recovery-key/withdraw", token, body, parse: recoveryKeyAnswerSchema }),
    recoveryUsed: (token, body) => exchange({ method: "POST", path: "/v1/recovery-key/used", token, body, parse: takenSchema }),
    askDiagnostic: (token, body) => exchange({ method: "POST", path: "/v1/diagnostics/ask", token, body, parse: diagnosticAnswerSchema }),
    readDiagnostic: (token, body) => exchange({ method: "POST", path: "/v1/diagnostics/read", token, body, parse: diagnosticAnswerSchema }),
    ownDiagnostic: (token, body) => exchange({ method: "POST", path: "/v1/diagnostics/mine", token, body, parse: ownDiagnosticAnswerSchema }),
    answerDiagnostic: (token, body) => exchange({ method: "POST", path: "/v1/diagnostics/answer", token, body, parse: diagnosticTakenSchema }),
    withdrawDevice: (token, body) => exchange({ method: "POST", path: "/v1/devices/withdraw", token, body, parse: deviceAnswerSchema }),
    proof: (token, body) => exchange({ method: "POST", path: "/v1/proof", token, body, parse: proofAnswerSchema }),
    people: (token, body) => exchange({ method: "POST", path: "/v1/people", token, body, parse: peopleAnswerSchema }),
    decidePerson: (token, body) => exchange({ method: "POST", path: "/v1/people/decide", token, body, parse: personAnswerSchema }),
    withdrawPerson: (token, body) => exchange({ method: "POST", path: "/v1/people/withdraw", token, body, parse: personAnswerSchema }),
    addBranch: (token, body) => exchange({ method: "POST", path: "/v1/people/branch", token, body, parse: peopleAnswerSchema }),
    releases: (token, body) => exchange({ method: "POST", path: "/v1/releases", token, body, parse: releasesAnswerSchema }),
    policy: (token, body) => exchange({ method: "POST", path: "/v1/policy", token, body, parse: policyAnswerSchema }),
    proposePolicy: (token, body) => exchange({ method: "POST", path: "/v1/policy/propose", token, body, parse: policyAnswerSchema }),
    confirmPolicy: (token, body) => exchange({ method: "POST", path: "/v1/policy/confirm", token, body, parse: policyAnswerSchema }),
    withdrawPolicy: (token, body) => exchange({ method: "POST", path: "/v1/policy/withdraw", token, body, parse: policyAnswerSchema }),
    deviceOrder: (body) => exchange({ method: "POST", path: "/v1/devices/order", body, parse: deviceOrderAnswerSchema }),
    deviceErased: (body) => exchange({ method: "POST", path: "/v1/devices/erased", body, parse: deviceErasedAnswerSchema }),
    attestation: (token, body) => exchange({ method: "POST", path: "/v1/attestation", token, body, parse: attestationAnswerSchema }),
    packs: (token, body) => exchange({ method: "POST", path: "/v1/packs", token, body, parse: packsAnswerSchema }),
    history: (token, body) => exchange({ method: "POST", path: "/v1/history", token, body, parse: historyAnswerSchema }),
    beginDocument: (token, body) => exchange({ method: "POST", path: "/v1/documents/begin", token, body, parse: beginDocumentAnswerSchema }),
    completeDocument: (token, body) => exchange({ method: "POST", path: "/v1/documents/complete", token, body, parse: completeDocumentAnswerSchema }),
    findDocument: (token, body) => exchange({ method: "POST", path: "/v1/documents/find", token, body, parse: findDocumentAnswerSchema }),
    branchKeys: (token, body) => exchange({ method: "POST", path: "/v1/branch-keys", token, body, parse: branchKeysAnswerSchema }),
    sealed: (token, body) => exchange({ method: "POST", path: "/v1/sealed", token, body, parse: sealedAnswerSchema }),
    setBusinessDate: (token, businessDate) => exchange({ method: "POST", path: "/v1/demonstration/business-date", token, body: { businessDate }, parse: anything }),
    news: (token, branches, listener) => openNewsStream({ fetch, serverUrl, token, branches, pace, signal: closing.signal }, listener),
    close: () => closing.abort(),
  };
}

/** An answer that does not parse came from something else than the centre: a portal, a proxy, a wrong address. */
async function readAnswer<T>(response: Response, parse: z.ZodType<T>): Promise<Reply<T>> {
  const text = await response.text();
  try {
    const parsed = parse.safeParse(JSON.parse(text));
    if (parsed.success) return { kind: "answered", value: parsed.data };
  } catch {
    // Not JSON: told below.
  }
  return { kind: "failed", failure: unreachable("G5005") };
}
