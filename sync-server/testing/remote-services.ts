import { packsAnswerSchema } from "../../shared/sync/pack-messages.ts";
import { attestationAnswerSchema } from "../../shared/sync/attestation-messages.ts";
import { historyAnswerSchema } from "../../shared/sync/history-messages.ts";
import type { z } from "zod";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import {
  branchKeysAnswerSchema, enrolAnswerSchema, errorAnswerSchema, helloSchema, meSchema, pullAnswerSchema, pushAnswerSchema, sealedAnswerSchema,
  snapshotAnswerSchema,
} from "../../shared/sync/protocol.ts";
import { inspectEventsAnswerSchema, inspectFileAnswerSchema, inspectFilesAnswerSchema, inspectPersonAnswerSchema, readsAnswerSchema } from "../../shared/sync/inspection-messages.ts";
import { actAnswerSchema, findRegistrationsAnswerSchema, listActsAnswerSchema } from "../../shared/sync/operator-messages.ts";
import { decideQuarantineAnswerSchema, quarantineAnswerSchema, quarantineChangesAnswerSchema } from "../../shared/sync/quarantine-messages.ts";
import { endRecoveryAnswerSchema, lateVerdictsAnswerSchema, missingAnswerSchema, recoveryReportAnswerSchema, reofferAnswerSchema, takenSchema } from "../../shared/sync/recovery-messages.ts";
import { proofAnswerSchema } from "../../shared/sync/proof-messages.ts";
import { peopleAnswerSchema, personAnswerSchema } from "../../shared/sync/people-messages.ts";
import { releasesAnswerSchema } from "../../shared/sync/release-messages.ts";
import { policyAnswerSchema } from "../../shared/sync/policy-messages.ts";
import type { Caller, Services } from "../domain/services.ts";
import { signIn } from "../identity/testing/sign-in.ts";
import { createWorkstation, type Workstation } from "./workstation.ts";

/** Asks a running server over HTTP; every answer must be of the protocol. */
export async function ask<T>(server: string, token: string, path: string, answer: z.ZodType<T>, body?: unknown): Promise<Result<T, CodedError>> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${server}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) } });
  const text: unknown = await response.json();
  return response.ok ? ok(answer.parse(text)) : err(errorAnswerSchema.parse(text));
}

/** The centre's work as a signed-in workstation meets it. */
export function remoteServices(server: string, token: string): Services {
  const absent = (): never => { throw new Error("a workstation cannot ask this"); };
  return {
    setAbsence: (_caller, request) => ask(server, token, "/v1/absence", meSchema, request),
    proveLine: (_caller, request) => ask(server, token, "/v1/proof", proofAnswerSchema, request),
    policy: {
      read: (_caller, request) => ask(server, token, "/v1/policy", policyAnswerSchema, request), propose: (_caller, request) => ask(server, token, "/v1/policy/propose", policyAnswerSchema, request),
      confirm: (_caller, request) => ask(server, token, "/v1/policy/confirm", policyAnswerSchema, request), withdraw: (_caller, request) => ask(server, token, "/v1/policy/withdraw", policyAnswerSchema, request),
    },
    people: {
      list: (_caller, request) => ask(server, token, "/v1/people", peopleAnswerSchema, request), decide: (_caller, request) => ask(server, token, "/v1/people/decide", personAnswerSchema, request),
      withdraw: (_caller, request) => ask(server, token, "/v1/people/withdraw", personAnswerSchema, request), addBranch: (_caller, request) => ask(server, token, "/v1/people/branch", peopleAnswerSchema, request),
    },
    releases: (_caller, request) => ask(server, token, "/v1/releases", releasesAnswerSchema, request),
    enrol: (_caller, request) => ask(server, token, "/v1/enrol", enrolAnswerSchema, request),
    push: (_caller, request) => ask(server, token, "/v1/push", pushAnswerSchema, request),
    pull: (_caller, request) => ask(server, token, "/v1/pull", pullAnswerSchema, request),
    snapshot: (_caller, request) => ask(server, token, "/v1/snapshot", snapshotAnswerSchema, request),
    reoffer: (_caller, request) => ask(server, token, "/v1/reoffer", reofferAnswerSchema, request),
    alarm: (_caller, request) => ask(server, token, "/v1/alarm", takenSchema, request),
    missing: (_caller, request) => ask(server, token, "/v1/missing", missingAnswerSchema, request),
    lateVerdicts: (_caller, request) => ask(server, token, "/v1/late-verdicts", lateVerdictsAnswerSchema, request),
    recoveryReport: (_caller, request) => ask(server, token, "/v1/recovery/report", recoveryReportAnswerSchema, request),
    endRecovery: (_caller, request) => ask(server, token, "/v1/recovery/end", endRecoveryAnswerSchema, request),
    attest: (_caller, request) => ask(server, token, "/v1/attestation", attestationAnswerSchema, request),
    history: (_caller, request) => ask(server, token, "/v1/history", historyAnswerSchema, request),
    buckets: { hashes: absent, list: absent, files: absent },
    documents: { begin: absent, putPart: absent, complete: absent, find: absent, read: absent },
    takeSealed: (_carrier, sealed) => ask(server, token, "/v1/sealed", sealedAnswerSchema, { protocol: 1, sealed }),
    quarantine: {
      list: (_caller, request) => ask(server, token, "/v1/quarantine", quarantineAnswerSchema, request),
      changes: (_caller, request) => ask(server, token, "/v1/quarantine/changes", quarantineChangesAnswerSchema, request),
      decide: (_caller, request) => ask(server, token, "/v1/quarantine/decide", decideQuarantineAnswerSchema, request),
    },
    holds: { list: absent, set: absent, lift: absent },
    recoveryKeys: { read: absent, publish: absent, withdraw: absent, used: absent },
    diagnostics: { ask: absent, read: absent, mine: absent, answer: absent, isAsked: absent, forget: () => {} },
    devices: { list: absent, mine: absent, decide: absent, revoke: absent, withdraw: absent, order: absent, erased: absent },
    operator: {
      find: (_caller, request) => ask(server, token, "/v1/operator/registrations", findRegistrationsAnswerSchema, request),
      act: (_caller, request) => ask(server, token, "/v1/operator/act", actAnswerSchema, request),
      decide: (_caller, request) => ask(server, token, "/v1/operator/decide", actAnswerSchema, request),
      acts: (_caller, request) => ask(server, token, "/v1/operator/acts", listActsAnswerSchema, request),
    },
    inspection: {
      files: (_caller, request) => ask(server, token, "/v1/inspect/files", inspectFilesAnswerSchema, request),
      file: (_caller, request) => ask(server, token, "/v1/inspect/file", inspectFileAnswerSchema, request),
      person: (_caller, request) => ask(server, token, "/v1/inspect/person", inspectPersonAnswerSchema, request),
      events: (_caller, request) => ask(server, token, "/v1/inspect/events", inspectEventsAnswerSchema, request),
      noteReads: (_caller, request) => ask(server, token, "/v1/reads", readsAnswerSchema, request),
    },
    branchKeys: (_caller, request) => ask(server, token, "/v1/branch-keys", branchKeysAnswerSchema, request),
    packs: (_caller, request) => ask(server, token, "/v1/packs", packsAnswerSchema, request),
    centre: absent, findCaller: absent, me: absent, watch: absent, setBusinessDate: absent, ready: absent, expireReservations: absent, anchorAge: absent, nightResults: absent, vitals: absent, mailCounts: absent, mailbox: absent, runMail: absent, aloneBecause: absent, pseudonym: absent, outdated: new Promise(() => undefined), close: absent, verifyRegistration: absent,
  };
}

export type RemoteWorkstation = Workstation & { readonly token: string };

/** Signs in as a published account and enrols a fresh replica, as a workstation's first start does. */
export async function remoteWorkstation(server: string, login: string, tokenOf = server): Promise<RemoteWorkstation> {
  const { access: token } = await signIn(tokenOf, login, "demonstration");
  const hello = helloSchema.parse(await (await fetch(`${server}/v1/hello`)).json());
  const me = await ask(server, token, "/v1/me", meSchema);
  if (!me.ok) throw new Error(`me: ${me.error.code}`);
  const caller: Caller = {
    user: me.value.user, name: me.value.name, role: me.value.role,
    bank: me.value.bank === undefined ? undefined : { id: id<BankId>(me.value.bank.id), name: me.value.bank.name },
    branches: me.value.branches.map((branch) => ({ ...branch, id: id<BranchId>(branch.id) })),
  };
  const made = createWorkstation(remoteServices(server, token), caller, { centre: hello.centre, epoch: hello.epoch.id });
  const enrolled = await made.enrol();
  if (!enrolled.ok) throw new Error(`enrol: ${enrolled.error.code}`);
  return { ...made, token };
}
