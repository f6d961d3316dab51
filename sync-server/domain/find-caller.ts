import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/instant.ts";
import type { Store } from "../store/store.ts";
import type { Caller } from "./services.ts";

const KEPT_MS = 5_000;
const MAX_KEPT = 10_000;

/** Who a token's subject stands for, remembered for five seconds: that long a person who was removed may still be known. */
export function createFindCaller(store: Store, now: () => Instant): (issuer: string, subject: string) => Promise<Caller | undefined> {
  const kept = new Map<string, { readonly until: number; readonly caller: Promise<Caller | undefined> }>();
  return (issuer, subject) => {
    const key = JSON.stringify([issuer, subject]);
    const known = kept.get(key);
    if (known !== undefined && known.until > now()) return known.caller;
    if (kept.size >= MAX_KEPT) kept.clear();
    const caller = look(store, issuer, subject);
    kept.set(key, { until: now() + KEPT_MS, caller });
    caller.catch(() => kept.delete(key));
    return caller;
  };
}

async function look(store: Store, issuer: string, subject: string): Promise<Caller | undefined> {
  const row = await store.findPerson(issuer, subject);
  if (row === undefined) return undefined;
  const { user, name, role, approvals } = row;
  const bank = row.bank === undefined ? undefined : { id: id<BankId>(row.bank.id), name: row.bank.name };
  return { user, name, role, bank, branches: row.branches.map((branch) => ({ ...branch, id: id<BranchId>(branch.id) })), approvals };
}
