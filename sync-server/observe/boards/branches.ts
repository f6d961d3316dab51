import type { Board } from "../board.ts";
import { gauge, increase, max, MINUTE, sum } from "../query.ts";

export const branchesBoard: Board = {
  name: "branches", title: "Guichet: branches and workstations", what: "Whether the work of branches arrives. Branches are never a label: there are thousands; which ones is asked of the reporting schema.",
  panels: [
    { id: 1, kind: "measures", title: "Age of the oldest unsent change", unit: "s", what: "Of all branches, as workstations last told.", lines: [{ name: "oldest", query: max(gauge("guichet_unsent_oldest_seconds")) }] },
    { id: 2, kind: "measures", title: "Branches with something unsent", unit: "none", what: "For at least an hour, four hours, a day, three days; one counts under each that it is past.", lines: [{ name: "{{than}}", query: max(gauge("guichet_unsent_branches"), "than") }] },
    {
      id: 3, kind: "table", title: "The branches behind it", what: "The fifty whose oldest unsent change is the oldest, and when a workstation of theirs was heard of last.",
      sql: "SELECT k.bank_name AS bank, b.branch_name AS branch, b.region, u.oldest_at AS since, u.waiting AS changes, u.workstations, u.unseen, u.heard_at AS heard FROM guichet_reporting.unsent u JOIN guichet_reporting.branches b USING (bank_id, branch_id) JOIN guichet_reporting.banks k USING (bank_id) WHERE u.oldest_at IS NOT NULL ORDER BY u.oldest_at LIMIT 50",
    },
    { id: 4, kind: "measures", title: "Workstations by when they were heard of", unit: "none", what: "day: within a day; week; month; longer. Only those that may work.", lines: [{ name: "{{heard}}", query: max(gauge("guichet_workstations"), "heard") }] },
    { id: 5, kind: "measures", title: "Workstations that stopped", unit: "none", what: "In a quarter of an hour: fork, replica-ahead, feed-ahead; mismatch: held something else than the centre, and mended it.", lines: [{ name: "{{kind}}", query: sum(increase("guichet_alarms_total", 15 * MINUTE), "kind") }] },
    { id: 6, kind: "measures", title: "Age of these figures", unit: "s", what: "Since they were read from the store.", lines: [{ name: "{{instance}}", query: max(gauge("guichet_vitals_age_seconds"), "instance") }] },
    {
      id: 7, kind: "table", title: "Workstations not seen", what: "Those that may work and were not heard of for a week, by branch; who sends them away: an administrator, or two managers.",
      sql: "SELECT k.bank_name AS bank, b.branch_name AS branch, u.unseen, u.workstations, u.heard_at AS heard FROM guichet_reporting.unsent u JOIN guichet_reporting.branches b USING (bank_id, branch_id) JOIN guichet_reporting.banks k USING (bank_id) WHERE u.unseen > 0 ORDER BY u.unseen DESC, u.heard_at LIMIT 50",
    },
  ],
};
