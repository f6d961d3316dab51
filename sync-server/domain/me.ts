import type { Me } from "../../shared/sync/protocol.ts";
import type { Store } from "../store/store.ts";
import { scopeOf } from "./follow.ts";
import type { Caller } from "./services.ts";

/** Who the caller is, and by name the people of her branches: files carry ids only. The operator has no colleagues. */
export async function describeCaller(store: Pick<Store, "listColleagues" | "listAbsences" | "recoveryKeyOf" | "keptPolicy">, caller: Caller): Promise<Me> {
  const { user, name, role, bank, branches, approvals } = caller;
  const scope = scopeOf(caller);
  const recoveryKey = bank === undefined ? undefined : await store.recoveryKeyOf(bank.id);
  const policy = bank === undefined ? undefined : await store.keptPolicy(bank.id);
  return {
    ...(recoveryKey === undefined ? {} : { recoveryKey }),
    user, name, role, branches: [...branches],
    ...(bank === undefined ? {} : { bank }),
    ...(approvals === undefined ? {} : { approvals: { ...approvals, ladder: [...approvals.ladder], standIns: [...approvals.standIns] } }),
    ...(policy === undefined ? {} : { policy }),
    ...(scope === undefined ? {} : { colleagues: [...(await store.listColleagues(scope))], absences: [...(await store.listAbsences(scope))] }),
  };
}
