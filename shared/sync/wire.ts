import { absenceRequestSchema } from "./approval-messages.ts";
import {
  beginDocumentAnswerSchema, beginDocumentRequestSchema, branchKeysAnswerSchema, branchKeysRequestSchema, bucketFilesRequestSchema, bucketListAnswerSchema,
  bucketListRequestSchema, bucketsAnswerSchema, bucketsRequestSchema, completeDocumentAnswerSchema, completeDocumentRequestSchema, enrolAnswerSchema,
  enrolRequestSchema, errorAnswerSchema, findDocumentAnswerSchema, helloSchema, meSchema, newsSchema, pullAnswerSchema, pullRequestSchema, pushAnswerSchema,
  pushRequestSchema, sealedAnswerSchema, sealedContentSchema, sealedRequestSchema, snapshotAnswerSchema, snapshotRequestSchema,
} from "./protocol.ts";
import {
  decideDeviceRequestSchema, deviceAnswerSchema, deviceErasedRequestSchema, deviceOrderAnswerSchema, deviceOrderRequestSchema, devicesAnswerSchema, devicesRequestSchema, revokeDeviceRequestSchema,
  withdrawDeviceRequestSchema,
} from "./device-messages.ts";
import { answerDiagnosticRequestSchema, askDiagnosticRequestSchema, diagnosticAnswerSchema, diagnosticTakenSchema, ownDiagnosticAnswerSchema, ownDiagnosticRequestSchema, readDiagnosticRequestSchema } from "./diagnostic-messages.ts";
import { holdsAnswerSchema, liftHoldRequestSchema, listHoldsRequestSchema, setHoldRequestSchema } from "./hold-messages.ts";
import { publishRecoveryKeyRequestSchema, recoveryKeyAnswerSchema, recoveryKeyRequestSchema, recoveryUsedRequestSchema, withdrawRecoveryKeyRequestSchema } from "./recovery-key-messages.ts";
import { addBranchRequestSchema, decidePersonRequestSchema, peopleAnswerSchema, peopleRequestSchema, personAnswerSchema, withdrawPersonRequestSchema } from "./people-messages.ts";
import { releasesAnswerSchema, releasesRequestSchema } from "./release-messages.ts";
import { confirmPolicyRequestSchema, policyAnswerSchema, policyRequestSchema, proposePolicyRequestSchema, withdrawPolicyRequestSchema } from "./policy-messages.ts";
import { proofAnswerSchema, proofRequestSchema } from "./proof-messages.ts";
import { historyAnswerSchema, historyRequestSchema } from "./history-messages.ts";
import {
  inspectEventsAnswerSchema, inspectEventsRequestSchema, inspectFileAnswerSchema, inspectFileRequestSchema, inspectFilesAnswerSchema, inspectFilesRequestSchema, readsAnswerSchema, readsRequestSchema,
} from "./inspection-messages.ts";
import { attestationAnswerSchema, attestationRequestSchema } from "./attestation-messages.ts";
import {
  actAnswerSchema, actRequestSchema, decideActRequestSchema, findRegistrationsAnswerSchema, findRegistrationsRequestSchema, listActsAnswerSchema, listActsRequestSchema,
} from "./operator-messages.ts";
import {
  decideQuarantineAnswerSchema, decideQuarantineRequestSchema, quarantineAnswerSchema, quarantineChangesAnswerSchema, quarantineChangesRequestSchema,
  quarantineRequestSchema,
} from "./quarantine-messages.ts";
import {
  alarmRequestSchema, endRecoveryAnswerSchema, endRecoveryRequestSchema, lateVerdictsAnswerSchema, lateVerdictsRequestSchema, missingAnswerSchema, missingRequestSchema,
  recoveryReportAnswerSchema, recoveryReportRequestSchema, reofferAnswerSchema, reofferRequestSchema,
} from "./recovery-messages.ts";

/** Every message of the protocol. Fingerprinted by protocol.test.ts: one that is not here may change by accident. */
export const wire = {
  listHoldsRequest: listHoldsRequestSchema, setHoldRequest: setHoldRequestSchema, liftHoldRequest: liftHoldRequestSchema, holdsAnswer: holdsAnswerSchema, missingAnswer: missingAnswerSchema,
  hello: helloSchema, me: meSchema, absenceRequest: absenceRequestSchema, enrolRequest: enrolRequestSchema, enrolAnswer: enrolAnswerSchema, pushRequest: pushRequestSchema,
  pushAnswer: pushAnswerSchema, pullRequest: pullRequestSchema, pullAnswer: pullAnswerSchema, snapshotRequest: snapshotRequestSchema,
  snapshotAnswer: snapshotAnswerSchema, news: newsSchema, errorAnswer: errorAnswerSchema,
  reofferRequest: reofferRequestSchema, reofferAnswer: reofferAnswerSchema, alarmRequest: alarmRequestSchema, missingRequest: missingRequestSchema, endRecoveryRequest: endRecoveryRequestSchema, endRecoveryAnswer: endRecoveryAnswerSchema,
  lateVerdictsRequest: lateVerdictsRequestSchema, lateVerdictsAnswer: lateVerdictsAnswerSchema, recoveryReportRequest: recoveryReportRequestSchema, recoveryReportAnswer: recoveryReportAnswerSchema,
  beginDocumentRequest: beginDocumentRequestSchema, beginDocumentAnswer: beginDocumentAnswerSchema, completeDocumentRequest: completeDocumentRequestSchema,
  completeDocumentAnswer: completeDocumentAnswerSchema, findDocumentAnswer: findDocumentAnswerSchema,
  sealedRequest: sealedRequestSchema, sealedContent: sealedContentSchema, sealedAnswer: sealedAnswerSchema, branchKeysRequest: branchKeysRequestSchema, branchKeysAnswer: branchKeysAnswerSchema,
  quarantineRequest: quarantineRequestSchema, quarantineAnswer: quarantineAnswerSchema, quarantineChangesRequest: quarantineChangesRequestSchema, quarantineChangesAnswer: quarantineChangesAnswerSchema,
  decideQuarantineRequest: decideQuarantineRequestSchema, decideQuarantineAnswer: decideQuarantineAnswerSchema,
  bucketsRequest: bucketsRequestSchema, bucketsAnswer: bucketsAnswerSchema, bucketListRequest: bucketListRequestSchema, bucketListAnswer: bucketListAnswerSchema, bucketFilesRequest: bucketFilesRequestSchema,
  findRegistrationsRequest: findRegistrationsRequestSchema, findRegistrationsAnswer: findRegistrationsAnswerSchema, actRequest: actRequestSchema, actAnswer: actAnswerSchema, decideActRequest: decideActRequestSchema,
  listActsRequest: listActsRequestSchema, listActsAnswer: listActsAnswerSchema,
  askDiagnosticRequest: askDiagnosticRequestSchema, readDiagnosticRequest: readDiagnosticRequestSchema, diagnosticAnswer: diagnosticAnswerSchema, ownDiagnosticRequest: ownDiagnosticRequestSchema, ownDiagnosticAnswer: ownDiagnosticAnswerSchema, answerDiagnosticRequest: answerDiagnosticRequestSchema, diagnosticTaken: diagnosticTakenSchema,
  attestationRequest: attestationRequestSchema, attestationAnswer: attestationAnswerSchema,
  devicesRequest: devicesRequestSchema, devicesAnswer: devicesAnswerSchema, decideDeviceRequest: decideDeviceRequestSchema, revokeDeviceRequest: revokeDeviceRequestSchema, withdrawDeviceRequest: withdrawDeviceRequestSchema,
  deviceAnswer: deviceAnswerSchema, deviceOrderRequest: deviceOrderRequestSchema, deviceOrderAnswer: deviceOrderAnswerSchema, deviceErasedRequest: deviceErasedRequestSchema,
  recoveryKeyRequest: recoveryKeyRequestSchema, recoveryKeyAnswer: recoveryKeyAnswerSchema, publishRecoveryKeyRequest: publishRecoveryKeyRequestSchema, withdrawRecoveryKeyRequest: withdrawRecoveryKeyRequestSchema, recoveryUsedRequest: recoveryUsedRequestSchema,
  proofRequest: proofRequestSchema, proofAnswer: proofAnswerSchema,
  peopleRequest: peopleRequestSchema, peopleAnswer: peopleAnswerSchema, decidePersonRequest: decidePersonRequestSchema, withdrawPersonRequest: withdrawPersonRequestSchema, personAnswer: personAnswerSchema, addBranchRequest: addBranchRequestSchema,
  releasesRequest: releasesRequestSchema, releasesAnswer: releasesAnswerSchema,
  policyRequest: policyRequestSchema, policyAnswer: policyAnswerSchema, proposePolicyRequest: proposePolicyRequestSchema, confirmPolicyRequest: confirmPolicyRequestSchema, withdrawPolicyRequest: withdrawPolicyRequestSchema,
  historyRequest: historyRequestSchema, historyAnswer: historyAnswerSchema,
  inspectFilesRequest: inspectFilesRequestSchema, inspectFilesAnswer: inspectFilesAnswerSchema, inspectFileRequest: inspectFileRequestSchema, inspectFileAnswer: inspectFileAnswerSchema,
  inspectEventsRequest: inspectEventsRequestSchema, inspectEventsAnswer: inspectEventsAnswerSchema, readsRequest: readsRequestSchema, readsAnswer: readsAnswerSchema,
} as const;
