import { DEFAULT_POLICY, readKnownPolicy, type BankPolicy } from "../../../shared/policy/bank-policy.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { ReadableDb, WritableDb } from "../db/connection.ts";
import { findSetting, putSetting } from "../db/settings.ts";

/** [PO4] What the centre told last of the bank's policy, as far as this version understands it; the default where none was ever told. */
export function keptBankPolicy(db: ReadableDb): BankPolicy {
  const text = findSetting(db, "bankPolicy");
  return text === undefined ? DEFAULT_POLICY : readKnownPolicy(text);
}

/** Who she is, with what her bank decided. A centre that tells no policy is one of before it: what was heard stands. */
export function keepMe(db: WritableDb, me: Me): void {
  putSetting(db, "me", JSON.stringify(me));
  if (me.policy !== undefined) putSetting(db, "bankPolicy", me.policy.text);
}
