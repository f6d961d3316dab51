import type { Allowance } from "./audit.ts";

/** Known weaknesses that are lived with. Each has a reason and a last day, at most 90 days away: one further away does not count. */
export const auditAllowed: readonly Allowance[] = [];
