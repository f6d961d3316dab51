import { DEFAULT_POLICY, type BankPolicy } from "../../../shared/policy/bank-policy.ts";
import type { Store } from "../../store/store.ts";

/** What the bank decided. */
export type PolicyOf = (bank: string) => Promise<BankPolicy>;
/** No table of policies is kept yet: nothing was decided, so nothing goes by itself. */
export const policiesOf = (_store: Store): PolicyOf => async () => DEFAULT_POLICY;
