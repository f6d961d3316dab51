import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Workstation } from "../../../shared/sync/workstation-note.ts";
import type { Caller, Services } from "../services.ts";
import type { Diagnostics } from "../diagnostics/create-diagnostics.ts";
import type { DeviceGate } from "./gate-devices.ts";
import type { HeardNotes } from "./note-heard.ts";

type Ask<R, T> = (caller: Caller, request: R) => Promise<Result<T, CodedError>>;
type OfReplica = { readonly replica: string; readonly workstation?: Workstation | undefined };
type Guarded = "push" | "pull" | "snapshot" | "reoffer" | "missing" | "lateVerdicts" | "branchKeys" | "buckets" | "proveLine" | "history" | "attest" | "documents" | "quarantine" | "recoveryReport" | "endRecovery";

/** Everything of files behind the gate: for workstations that may work. What pushes or pulls is noted as heard of, a workstation that waits as well. */
export function guardFiles(services: Pick<Services, Guarded>, gate: DeviceGate, { heard }: HeardNotes, diagnostics: Pick<Diagnostics, "isAsked">): Pick<Services, Guarded> {
  const own = <R extends OfReplica, T>(work: Ask<R, T>): Ask<R, T> => async (caller, request) => {
    const refusal = await gate.refuse(caller, request.replica);
    return refusal === undefined ? await work(caller, request) : err(refusal);
  };
  const anyOfHers = <A extends readonly unknown[], T>(work: (caller: Caller, ...rest: A) => Promise<Result<T, CodedError>>) => async (caller: Caller, ...rest: A): Promise<Result<T, CodedError>> => {
    const refusal = await gate.refusePerson(caller);
    return refusal === undefined ? await work(caller, ...rest) : err(refusal);
  };
  const noted = <R extends OfReplica, T>(work: Ask<R, T>): Ask<R, T> => async (caller, request) => {
    const answer = await work(caller, request);
    if (caller.bank !== undefined && (answer.ok || answer.error.code === "G9501")) heard(caller.bank.id, caller.user, request.replica, request.workstation);
    return answer;
  };
  const { buckets, documents, quarantine } = services;
  return {
    push: noted(services.push), // it stands behind the gate itself, for whoever carries a push too
    pull: noted(own(async (caller, request) => {
      const answer = await services.pull(caller, request);
      if (!answer.ok || caller.bank === undefined) return answer;
      // A workstation that goes without its news is worse off than one whose diagnostic waits.
      const isAsked = await diagnostics.isAsked(caller.bank.id, request.replica).catch(() => false);
      return isAsked ? ok({ ...answer.value, diagnostic: true as const }) : answer;
    })),
    snapshot: own(services.snapshot), reoffer: own(services.reoffer), missing: own(services.missing), lateVerdicts: own(services.lateVerdicts), branchKeys: own(services.branchKeys), proveLine: own(services.proveLine), history: own(services.history),
    attest: async (caller, request, page) => await own<typeof request, Awaited<ReturnType<typeof services.attest>> extends Result<infer T, CodedError> ? T : never>((who, what) => services.attest(who, what, page))(caller, request),
    buckets: { hashes: own(buckets.hashes), list: own(buckets.list), files: own(buckets.files) },
    documents: { begin: own(documents.begin), complete: own(documents.complete), find: own(documents.find), putPart: anyOfHers(documents.putPart), read: anyOfHers(documents.read) },
    quarantine: { list: anyOfHers(quarantine.list), changes: anyOfHers(quarantine.changes), decide: own(quarantine.decide) },
    recoveryReport: anyOfHers(services.recoveryReport), endRecovery: anyOfHers(services.endRecovery),
  };
}
