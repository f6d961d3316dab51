import { err, ok } from "../../../shared/kernel/result.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import type { Store } from "../../store/store.ts";
import type { RaiseFork } from "../alarms.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import { keptToVerdict } from "../push/draft.ts";
import type { Services } from "../services.ts";
import { describeRecovery } from "./describe-recovery.ts";
import { endRecovery } from "./end-recovery.ts";
import { takeReoffer, type RestoreContext } from "./take-reoffer.ts";

export type RestoreParts = { readonly store: Store; readonly centre: Centre; readonly now: () => Instant; readonly context: () => Omit<RestoreContext, "recovering" | "epochs" | "keys">; readonly raiseFork: RaiseFork };
export type RestoreDesk = Pick<Services, "reoffer" | "missing" | "lateVerdicts" | "recoveryReport" | "endRecovery">;

/** [SY50] What a restored centre is told by workstations and administrators. */
export function createRestoreDesk({ store, centre, now, context, raiseFork }: RestoreParts): RestoreDesk {
  const restoring = async (): Promise<RestoreContext> => ({ ...context(), recovering: centre.recovering, epochs: await store.epochs(), keys: centre.keys });
  return {
    reoffer: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      if (refusal !== undefined) return err(refusal);
      if (caller.bank === undefined) return err({ code: "G3002" });
      if (centre.epoch.n === 1) return err({ code: "G4017" });
      const taken = await takeReoffer(store, caller.bank.id, caller, request, await restoring());
      if (taken.ok) return ok({ epoch: centre.epoch, ...taken.value, verdicts: [...taken.value.verdicts] });
      await raiseFork(caller, request, taken.error);
      return taken;
    },
    missing: async (caller, request) => {
      const [refusal, scope] = [refuseAddress(centre, request), scopeOf(caller)];
      if (refusal !== undefined) return err(refusal);
      if (scope === undefined || request.files.some(({ branch }) => !scope.branches.includes(branch))) return err({ code: "G3002" });
      const erased = await store.findErased(scope.bank, request.files.map(({ file }) => file));
      const missing = request.files.filter(({ file }) => !erased.some((gone) => gone.file === file));
      await store.noteMissing(scope, missing.map(({ number, ...file }) => ({ ...file, number })), now());
      return ok({ taken: true, ...(erased.length === 0 ? {} : { erased: [...erased] }) });
    },
    lateVerdicts: async (caller, request) => {
      const [refusal, scope] = [refuseAddress(centre, request), scopeOf(caller)];
      if (refusal !== undefined) return err(refusal);
      if (scope === undefined) return err({ code: "G3002" });
      const late = await store.lateVerdicts(scope, request.replica);
      return ok({ epoch: centre.epoch, verdicts: late.map(({ seq, verdict }) => ({ seq, verdict: keptToVerdict({ verdict, n: undefined }) })) });
    },
    recoveryReport: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      return refusal === undefined ? ok(await describeRecovery(store, centre, caller)) : err(refusal);
    },
    endRecovery: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      if (refusal !== undefined) return err(refusal);
      const ended = await endRecovery(store, caller.user, "route", await restoring());
      await centre.refresh();
      return ended;
    },
  };
}
