import type { Query } from "./query.ts";

/** Who is called: `desk`, whoever runs the servers, at any hour; `day`, the same in working hours; `bank`, the bank's own administrators, who are told by whoever runs the servers. */
export type Called = "desk" | "day" | "bank";

/** One thing that somebody must hear of. Its runbook is the paragraph of its name in docs/runbooks/alerts.md. */
export type Alert = {
  readonly name: string;
  /** What is true when it fires, in a sentence. */
  readonly says: string;
  readonly query: Query;
  readonly is: ">" | "<";
  readonly than: number;
  /** Why that much. */
  readonly because: string;
  /** True for so long before anybody is told, seconds. */
  readonly for: number;
  readonly severity: "critical" | "warning";
  readonly calls: Called;
  /** Panel to look at first: its board and id. */
  readonly panel: { readonly board: string; readonly id: number };
};
