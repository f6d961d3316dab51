import type { Store } from "../store/store.ts";

/** The whole chain, once everything that waits was linked. */
export async function linkedAudit(store: Pick<Store, "linkAudit" | "auditLinks">): ReturnType<Store["auditLinks"]> {
  while ((await store.linkAudit(1_000, Date.now())) > 0);
  return await store.auditLinks(0, 100_000);
}
