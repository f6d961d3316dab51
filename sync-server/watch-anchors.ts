import type { AnchorAge } from "./domain/audit/create-anchorer.ts";
import type { ServerLog } from "./http/http-deps.ts";

/** Above it something is wrong: links are anchored within a minute while the object store answers. */
const LATE_MS = 300_000;
const LOOK_MS = 60_000;

/** What `guichet_audit_unanchored_seconds` measures, said in the log once a minute as long as it is late: an alarm hears it there, whoever gathers measures or not. */
export function watchAnchors(age: () => AnchorAge | undefined, log: ServerLog, now: () => number, lookMs: number = LOOK_MS): { readonly close: () => void } {
  const timer = setInterval(() => {
    const openSince = age()?.openSince;
    if (openSince !== undefined && now() - openSince > LATE_MS) log.error({ seconds: Math.round((now() - openSince) / 1_000) }, "audit not anchored");
  }, lookMs).unref();
  return { close: () => clearInterval(timer) };
}
