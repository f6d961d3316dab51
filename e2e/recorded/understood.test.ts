import { describe, expect, test } from "vitest";
import { readRecorded } from "../../build/test/read-recorded.ts";
import { createByteTransport } from "../../main/core/documents/byte-transport.ts";
import { parseEvent } from "../../main/core/sync/news-stream.ts";
import { createReceiptCheck, judgeReceipts } from "../../main/core/sync/receipts.ts";
import { createTransport, type Reply, type Transport } from "../../main/core/sync/transport.ts";
import { isChangeKind, readSealed } from "./read-sealed.ts";
import { absenceRequestSchema } from "../../shared/sync/approval-messages.ts";
import { parseFileState } from "../../shared/sync/parse-file-state.ts";
import {
  beginDocumentRequestSchema, branchKeysRequestSchema, bucketFilesRequestSchema, bucketListRequestSchema, bucketsRequestSchema, completeDocumentRequestSchema,
  enrolRequestSchema, errorAnswerSchema, feedEntrySchema, helloSchema, pullRequestSchema, pushRequestSchema, sealedRequestSchema, snapshotRequestSchema,
  type FileEntry,
} from "../../shared/sync/protocol.ts";
import { actAnswerSchema, findRegistrationsAnswerSchema, listActsAnswerSchema } from "../../shared/sync/operator-messages.ts";
import { decideQuarantineRequestSchema, quarantineChangesRequestSchema, quarantineRequestSchema } from "../../shared/sync/quarantine-messages.ts";
import {
  alarmRequestSchema, endRecoveryAnswerSchema, lateVerdictsRequestSchema, missingRequestSchema, recoveryReportRequestSchema, reofferRequestSchema,
} from "../../shared/sync/recovery-messages.ts";
import { attestationRequestSchema } from "../../shared/sync/attestation-messages.ts";
import { liftHoldRequestSchema, listHoldsRequestSchema, setHoldRequestSchema } from "../../shared/sync/hold-messages.ts";
import { packsRequestSchema } from "../../shared/sync/pack-messages.ts";
import { publishRecoveryKeyRequestSchema, recoveryKeyRequestSchema, recoveryUsedRequestSchema, withdrawRecoveryKeyRequestSchema } from "../../shared/sync/recovery-key-messages.ts";
import { inspectEventsAnswerSchema, inspectFileAnswerSchema, inspectFilesAnswerSchema, inspectPersonAnswerSchema, readsRequestSchema } from "../../shared/sync/inspection-messages.ts";
import {
  decideDeviceRequestSchema, deviceErasedRequestSchema, deviceOrderRequestSchema, devicesRequestSchema, revokeDeviceRequestSchema, withdrawDeviceRequestSchema,
} from "../../shared/sync/device-messages.ts";
import { answerDiagnosticRequestSchema, askDiagnosticRequestSchema, ownDiagnosticRequestSchema, readDiagnosticRequestSchema } from "../../shared/sync/diagnostic-messages.ts";
import { addBranchRequestSchema, decidePersonRequestSchema, peopleRequestSchema, withdrawPersonRequestSchema } from "../../shared/sync/people-messages.ts";
import { releasesRequestSchema } from "../../shared/sync/release-messages.ts";
import { confirmPolicyRequestSchema, policyRequestSchema, proposePolicyRequestSchema, withdrawPolicyRequestSchema } from "../../shared/sync/policy-messages.ts";
import { proofRequestSchema } from "../../shared/sync/proof-messages.ts";
import { historyRequestSchema } from "../../shared/sync/history-messages.ts";
import { verificationAnswerSchema, verificationKeysSchema } from "../../shared/sync/verification.ts";
import { everyExchange, routeOf, type RecordedExchange } from "../../shared/testing/recorded.ts";
import { z } from "zod";

const recorded = readRecorded();
const exchanges = recorded.flatMap(({ name, recording }) => everyExchange(recording.exchanges).map((one) => ({ name, ...one })));

/** A network on which exactly this answer waits. */
const network = ({ answer }: RecordedExchange): { readonly fetch: typeof fetch; readonly serverUrl: string; readonly version: string; readonly randomBytes: (length: number) => Uint8Array } => ({
  fetch: async () => new Response(answer.bytes === undefined ? answer.body : Uint8Array.from(Buffer.from(answer.bytes, "base64")), { status: answer.status, headers: answer.headers }),
  serverUrl: "http://recorded", version: "0.0.0-test", randomBytes: (length) => new Uint8Array(length),
});
const TOKEN = "token";
type Ask = (transport: Transport, request: unknown) => Promise<Reply<unknown>>;
const read = <T>(schema: z.ZodType<T>, ask: (transport: Transport, body: T) => Promise<Reply<unknown>>): Ask => (transport, request) => ask(transport, schema.parse(request));

/** How today's workstation asks by each route. */
const asks: Readonly<Record<string, Ask>> = {
  "GET /v1/hello": (transport) => transport.hello(),
  "GET /v1/me": (transport) => transport.me(TOKEN),
  "POST /v1/enrol": read(enrolRequestSchema, (transport, body) => transport.enrol(TOKEN, body)),
  "POST /v1/push": read(pushRequestSchema, (transport, body) => transport.push(TOKEN, body)),
  "POST /v1/pull": read(pullRequestSchema, (transport, body) => transport.pull(TOKEN, body)),
  "POST /v1/snapshot": read(snapshotRequestSchema, (transport, body) => transport.snapshot(TOKEN, body)),
  "POST /v1/reoffer": read(reofferRequestSchema, (transport, body) => transport.reoffer(TOKEN, body)),
  "POST /v1/alarm": read(alarmRequestSchema, (transport, body) => transport.alarm(TOKEN, body)),
  "POST /v1/missing": read(missingRequestSchema, (transport, body) => transport.missing(TOKEN, body)),
  "POST /v1/buckets": read(bucketsRequestSchema, (transport, body) => transport.buckets(TOKEN, body)),
  "POST /v1/buckets/list": read(bucketListRequestSchema, (transport, body) => transport.bucketList(TOKEN, body)),
  "POST /v1/buckets/files": read(bucketFilesRequestSchema, (transport, body) => transport.bucketFiles(TOKEN, body)),
  "POST /v1/late-verdicts": read(lateVerdictsRequestSchema, (transport, body) => transport.lateVerdicts(TOKEN, body)),
  "POST /v1/recovery/report": read(recoveryReportRequestSchema, (transport, body) => transport.recoveryReport(TOKEN, body)),
  "POST /v1/quarantine": read(quarantineRequestSchema, (transport, body) => transport.quarantine(TOKEN, body)),
  "POST /v1/quarantine/changes": read(quarantineChangesRequestSchema, (transport, body) => transport.quarantineChanges(TOKEN, body)),
  "POST /v1/quarantine/decide": read(decideQuarantineRequestSchema, (transport, body) => transport.decideQuarantine(TOKEN, body)),
  "POST /v1/devices": read(devicesRequestSchema, (transport, body) => transport.devices(TOKEN, body)),
  "POST /v1/devices/mine": read(devicesRequestSchema, (transport, body) => transport.ownDevices(TOKEN, body)),
  "POST /v1/devices/decide": read(decideDeviceRequestSchema, (transport, body) => transport.decideDevice(TOKEN, body)),
  "POST /v1/devices/revoke": read(revokeDeviceRequestSchema, (transport, body) => transport.revokeDevice(TOKEN, body)),
  "POST /v1/devices/withdraw": read(withdrawDeviceRequestSchema, (transport, body) => transport.withdrawDevice(TOKEN, body)),
  "POST /v1/devices/order": read(deviceOrderRequestSchema, (transport, body) => transport.deviceOrder(body)),
  "POST /v1/devices/erased": read(deviceErasedRequestSchema, (transport, body) => transport.deviceErased(body)),
  "POST /v1/diagnostics/ask": read(askDiagnosticRequestSchema, (transport, body) => transport.askDiagnostic(TOKEN, body)),
  "POST /v1/diagnostics/read": read(readDiagnosticRequestSchema, (transport, body) => transport.readDiagnostic(TOKEN, body)),
  "POST /v1/diagnostics/mine": read(ownDiagnosticRequestSchema, (transport, body) => transport.ownDiagnostic(TOKEN, body)),
  "POST /v1/diagnostics/answer": read(answerDiagnosticRequestSchema, (transport, body) => transport.answerDiagnostic(TOKEN, body)),
  "POST /v1/releases": read(releasesRequestSchema, (transport, body) => transport.releases(TOKEN, body)),
  "POST /v1/people": read(peopleRequestSchema, (transport, body) => transport.people(TOKEN, body)),
  "POST /v1/people/decide": read(decidePersonRequestSchema, (transport, body) => transport.decidePerson(TOKEN, body)),
  "POST /v1/people/withdraw": read(withdrawPersonRequestSchema, (transport, body) => transport.withdrawPerson(TOKEN, body)),
  "POST /v1/people/branch": read(addBranchRequestSchema, (transport, body) => transport.addBranch(TOKEN, body)),
  "POST /v1/policy": read(policyRequestSchema, (transport, body) => transport.policy(TOKEN, body)),
  "POST /v1/policy/propose": read(proposePolicyRequestSchema, (transport, body) => transport.proposePolicy(TOKEN, body)),
  "POST /v1/policy/confirm": read(confirmPolicyRequestSchema, (transport, body) => transport.confirmPolicy(TOKEN, body)),
  "POST /v1/policy/withdraw": read(withdrawPolicyRequestSchema, (transport, body) => transport.withdrawPolicy(TOKEN, body)),
  "POST /v1/proof": read(proofRequestSchema, (transport, body) => transport.proof(TOKEN, body)),
  "POST /v1/holds": read(listHoldsRequestSchema, (transport, body) => transport.holds(TOKEN, body)),
  "POST /v1/holds/set": read(setHoldRequestSchema, (transport, body) => transport.setHold(TOKEN, body)),
  "POST /v1/holds/lift": read(liftHoldRequestSchema, (transport, body) => transport.liftHold(TOKEN, body)),
  "POST /v1/recovery-key": read(recoveryKeyRequestSchema, (transport, body) => transport.recoveryKey(TOKEN, body)),
  "POST /v1/recovery-key/publish": read(publishRecoveryKeyRequestSchema, (transport, body) => transport.publishRecoveryKey(TOKEN, body)),
  "POST /v1/recovery-key/withdraw": read(withdrawRecoveryKeyRequestSchema, (transport, body) => transport.withdrawRecoveryKey(TOKEN, body)),
  "POST /v1/recovery-key/used": read(recoveryUsedRequestSchema, (transport, body) => transport.recoveryUsed(TOKEN, body)),
  "POST /v1/packs": read(packsRequestSchema, (transport, body) => transport.packs(TOKEN, body)),
  "POST /v1/absence": read(absenceRequestSchema, (transport, body) => transport.setAbsence(TOKEN, body)),
  "POST /v1/reads": read(readsRequestSchema, (transport, body) => transport.reads(TOKEN, body)),
  "POST /v1/history": read(historyRequestSchema, (transport, body) => transport.history(TOKEN, body)),
  "POST /v1/attestation": read(attestationRequestSchema, (transport, body) => transport.attestation(TOKEN, body)),
  "POST /v1/documents/begin": read(beginDocumentRequestSchema, (transport, body) => transport.beginDocument(TOKEN, body)),
  "POST /v1/documents/complete": read(completeDocumentRequestSchema, (transport, body) => transport.completeDocument(TOKEN, body)),
  "POST /v1/documents/find": read(completeDocumentRequestSchema, (transport, body) => transport.findDocument(TOKEN, body)),
  "POST /v1/branch-keys": read(branchKeysRequestSchema, (transport, body) => transport.branchKeys(TOKEN, body)),
  "POST /v1/sealed": read(sealedRequestSchema, (transport, body) => transport.sealed(TOKEN, body)),
  "POST /v1/demonstration/business-date": (transport) => transport.setBusinessDate(TOKEN, "2020-04-15"),
};
/** Read by others than the workstation's engine: an administrator's browser, a stranger's page, an operator's program. */
const readers: Readonly<Record<string, z.ZodType>> = {
  "POST /v1/inspect/files": inspectFilesAnswerSchema, "POST /v1/inspect/file": inspectFileAnswerSchema, "POST /v1/inspect/events": inspectEventsAnswerSchema, "POST /v1/inspect/person": inspectPersonAnswerSchema,
  "POST /v1/operator/registrations": findRegistrationsAnswerSchema, "POST /v1/operator/act": actAnswerSchema, "POST /v1/operator/decide": actAnswerSchema, "POST /v1/operator/acts": listActsAnswerSchema,
  "POST /v1/recovery/end": endRecoveryAnswerSchema, "POST /v1/verify": verificationAnswerSchema, "GET /v1/verification-keys": verificationKeysSchema,
};

/** What the engine makes of a refusal, in a word: its code, or what it does. */
const told = (reply: Reply<unknown>): string => (reply.kind === "answered" ? "answered" : "error" in reply.failure ? reply.failure.error.code : reply.failure.kind);
const meantBy = (code: string): string => ({ G3001: "unauthorised", G4008: "gap" })[code] ?? code;
const bodyOf = ({ request }: RecordedExchange): unknown => JSON.parse(request.body ?? "{}");
/** A request that was wrong on purpose is asked in the words of one that was right. */
const requestOf = (exchange: RecordedExchange): unknown => {
  const right = exchanges.find((other) => routeOf(other) === routeOf(exchange) && other.answer.status === 200 && other.request.body !== undefined);
  return right === undefined ? {} : bodyOf(right);
};

describe("[SY70] what the centre of a released version answered, today's workstation understands", () => {
  test.each(recorded.map(({ name, recording }) => [name, recording] as const))("%s", async (_name, recording) => {
    for (const exchange of everyExchange(recording.exchanges)) {
      const { what, answer } = exchange;
      const route = routeOf(exchange);
      if (route === "GET /v1/news" || route.includes("{document}")) continue; // below
      const reader = readers[route];
      const body: unknown = JSON.parse(answer.body ?? "");
      if (reader !== undefined) {
        expect([what, (answer.status === 200 ? reader : errorAnswerSchema).safeParse(body).success]).toEqual([what, true]);
        continue;
      }
      const ask = asks[route];
      expect([what, route, ask === undefined]).toEqual([what, route, false]);
      const reply = await ask?.(createTransport(network(exchange)), requestOf(exchange));
      if (reply === undefined) continue;
      if (answer.status === 200) expect(reply, what).toMatchObject({ kind: "answered", value: body });
      else expect([what, told(reply)]).toEqual([what, meantBy(errorAnswerSchema.parse(body).code)]);
    }
  });

  test("bytes of a document, whole and refused", async () => {
    const [document, file] = ["0".repeat(64), "00000000-0000-7000-8000-000000000000"];
    const ranges = exchanges.filter((one) => routeOf(one) === "GET /v1/documents/{file}/{document}" && one.answer.status === 206);
    expect(ranges.length).toBeGreaterThan(0);
    for (const one of ranges) {
      const pieces: Uint8Array[] = [];
      const [, from, last] = /bytes=(\d+)-(\d+)/.exec(one.request.headers["range"] ?? "") ?? [];
      const sent = await createByteTransport(network(one), new AbortController().signal).getRange({ file, document }, { from: Number(from), to: Number(last) + 1 }, undefined, TOKEN, async (piece) => void pieces.push(piece));
      expect([sent, Buffer.concat(pieces).toString("base64")]).toEqual([{ kind: "sent" }, one.answer.bytes]);
    }
    const parts = exchanges.filter(({ request }) => request.method === "PUT");
    expect(parts.map(({ answer }) => answer.status)).toEqual(expect.arrayContaining([200, 422]));
    for (const one of parts) {
      const sent = await createByteTransport(network(one), new AbortController().signal).putPart({ file, document, part: document }, new Uint8Array(1), undefined, TOKEN);
      expect(sent).toMatchObject(one.answer.status === 200 ? { kind: "sent" } : { kind: "failed", failure: { error: { code: "G7003" } } });
    }
  });

  test("news of a branch and of the date", () => {
    const heard = exchanges.filter((one) => routeOf(one) === "GET /v1/news").flatMap(({ answer }) => (answer.body ?? "").split("\n\n").flatMap(parseEvent));
    expect(heard).toEqual(expect.arrayContaining([expect.objectContaining({ branch: expect.any(String), n: expect.any(Number) }), expect.objectContaining({ businessDate: expect.any(String) })]));
  });

  test("every file that was told can be read, and its receipt holds", async () => {
    const files = exchanges.filter(({ answer }) => answer.status === 200).flatMap((one) => entriesOf(one));
    expect(files.length).toBeGreaterThan(8);
    for (const { state } of files) expect(parseFileState(state)).toMatchObject({ ok: true });
    const hello = helloSchema.parse(JSON.parse(exchanges.find((one) => routeOf(one) === "GET /v1/hello")?.answer.body ?? ""));
    expect(files.some(({ state }) => state.includes('"receipt"'))).toBe(true);
    expect(await judgeReceipts(createReceiptCheck(hello.receiptKeys), files)).not.toContain("wrong");
  });

  test("[LI17] who replaced an account is read in the state that says so, and in no other", () => {
    const marks = exchanges.filter(({ answer }) => answer.status === 200).flatMap((one) => entriesOf(one)).flatMap(({ state }) => { const read = parseFileState(state); return read.ok ? [read.value] : []; });
    const marked = marks.filter(({ accountChange }) => accountChange !== undefined);
    expect(marked.map(({ status, accountChange, updatedBy }) => [status, accountChange?.by === updatedBy])).toEqual([["registered", true]]);
    const [one] = marked;
    expect(marks.findLast(({ file }) => file === one?.file)).toMatchObject({ fields: { iban: one?.fields.iban }, life: [{ step: "approved" }, { step: "account-confirmed" }, { step: "disbursed" }, { step: "premium-paid" }] });
  });

  test("every change of a kind of this version can be read again", () => {
    const sealed = exchanges.flatMap(readSealed);
    const known = sealed.filter(({ kind }) => isChangeKind(kind));
    expect(known.length).toBeGreaterThan(20);
    // One was sealed with a body that is none, to be refused for it.
    expect(known.filter(({ body }) => !body.ok)).toHaveLength(1);
  });
});

function entriesOf(exchange: RecordedExchange): readonly FileEntry[] {
  const body = JSON.parse(exchange.answer.body?.startsWith("{") === true ? exchange.answer.body : "{}") as { readonly files?: unknown; readonly feeds?: readonly { readonly entries: unknown }[] };
  const lists = routeOf(exchange) === "POST /v1/snapshot" ? [body.files] : routeOf(exchange) === "POST /v1/pull" ? (body.feeds ?? []).map(({ entries }) => entries) : [];
  return lists.flatMap((list) => z.array(feedEntrySchema).parse(list)).filter((entry) => entry.kind === "file");
}
