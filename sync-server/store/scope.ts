import { isUuid } from "../../shared/kernel/ids.ts";

/** For whom a transaction works. Enforced by the database: see the policies in migrations/. */
export type Scope =
  /** Clients' data of one bank: `branches` may be read, `persons` own the replicas written. */
  | { readonly role: "write" | "read"; readonly bank: string; readonly branches: readonly string[]; readonly persons: readonly string[] }
  /** Nobody's data: the centre itself, and finding out who a token stands for. */
  | { readonly role: "read" | "write" | "ledger" | "report" | "migrate" }
  /** The reporting schema: \`bi\` reads its views as a reporting tool does, \`reporting\` owns them and runs the checks. Of all banks, or of one. */
  | { readonly role: "bi" | "reporting"; readonly bank: string | undefined };

export const ROLES = ["migrate", "write", "read", "ledger", "report", "erase", "none", "reporting", "bi"] as const;

/** Our statements are few and the same for ever: planned once a connection, not at each call with the values folded in. */
const PLANNING = "SET LOCAL plan_cache_mode TO force_generic_plan; SET LOCAL jit TO off";
/**
 * Work on clients' data looks rows up by their keys, some of a table that only grows. A plan is kept as long as its connection, and one made
 * while a table was small would read that table whole for ever after: each push would cost more than the one before.
 */
const BY_KEY = "; SET LOCAL enable_seqscan TO off";

/** First statement of every transaction. Settings are local: they end with it. */
export function openingOf(scope: Scope): string {
  const ofClients = "branches" in scope;
  const [bank, branches, persons] = ofClients ? [[scope.bank], scope.branches, scope.persons] : ["bank" in scope && scope.bank !== undefined ? [scope.bank] : [], [], []];
  return `SET LOCAL ROLE guichet_${scope.role}; SET LOCAL search_path TO guichet, pg_catalog; SET LOCAL guichet.bank TO ${idList(bank)}; SET LOCAL guichet.branches TO ${idList(branches)}; SET LOCAL guichet.persons TO ${idList(persons)}; ${PLANNING}${ofClients ? BY_KEY : ""}`;
}

/** A quoted list of ids. Throws on anything that is not one: this text is not bound. */
function idList(ids: readonly string[]): string {
  for (const one of ids) if (!isUuid(one)) throw new Error("a scope holds ids only");
  return `'${ids.join(",")}'`;
}
