import type { Board } from "../board.ts";
import { gauge, max, MINUTE, rate, ratio, sum } from "../query.ts";

export const dutiesBoard: Board = {
  name: "duties", title: "Guichet: refusals and duties", what: "What harms a bank while every server is well: refusals, loans disbursed and not declared, what the nights found.",
  panels: [
    { id: 1, kind: "measures", title: "Verdicts", unit: "ops", what: "accepted, refused, skipped (behind one refused), duplicate (sent again).", lines: [{ name: "{{kind}}", query: sum(rate("guichet_verdicts_total", 5 * MINUTE), "kind") }] },
    { id: 2, kind: "measures", title: "Share refused", unit: "percentunit", what: "Of all verdicts, in a quarter of an hour.", lines: [{ name: "refused", query: ratio(sum(rate("guichet_refused_changes_total", 15 * MINUTE)), sum(rate("guichet_verdicts_total", 15 * MINUTE))) }] },
    { id: 3, kind: "measures", title: "Refusals by reason", unit: "ops", what: "In a second, by the code of the catalogue (Aide, error codes): one code far above the others is the reason.", lines: [{ name: "{{code}}", query: sum(rate("guichet_refused_changes_total", 15 * MINUTE), "code") }] },
    {
      id: 4, kind: "measures", title: "Disbursed and not declared: oldest", unit: "d", what: "Days since its disbursement, on the centre's business date.", lines: [{ name: "oldest", query: max(gauge("guichet_undeclared_oldest_days")) }],
    },
    { id: 5, kind: "measures", title: "Disbursed and not declared: amount at risk", unit: "currencyEUR", what: "Of loans that no declaration, or a rejected one, covers.", lines: [{ name: "amount", query: max(gauge("guichet_undeclared_euros")) }] },
    { id: 6, kind: "measures", title: "Rows that must not be", unit: "none", what: "By check of the night; -1: what it reads has no form any more.", lines: [{ name: "{{task}}", query: max(gauge("guichet_consistency_rows"), "task") }] },
    { id: 7, kind: "measures", title: "Since the last night's work", unit: "s", what: "By task.", lines: [{ name: "{{task}}", query: max(gauge("guichet_night_age_seconds"), "task") }] },
    {
      id: 8, kind: "table", title: "Refusals of the last days", what: "By day, branch and code.",
      sql: "SELECT r.refused_on AS day, k.bank_name AS bank, b.branch_name AS branch, r.kind, r.code, r.changes FROM guichet_reporting.refused_changes r JOIN guichet_reporting.banks k USING (bank_id) LEFT JOIN guichet_reporting.branches b USING (bank_id, branch_id) ORDER BY r.refused_on DESC, r.changes DESC LIMIT 50",
    },
    {
      id: 9, kind: "table", title: "Disbursed and not declared, by branch", what: "How many, how much, since when the oldest.",
      sql: "SELECT k.bank_name AS bank, b.branch_name AS branch, count(*) AS loans, sum(d.amount_cents) / 100.0 AS euros, min(d.disbursed_on) AS since FROM guichet_reporting.disbursements d JOIN guichet_reporting.banks k USING (bank_id) LEFT JOIN guichet_reporting.branches b USING (bank_id, branch_id) WHERE d.declared_on IS NULL OR d.answer = 'REJETEE' GROUP BY k.bank_name, b.branch_name ORDER BY min(d.disbursed_on) LIMIT 50",
    },
    { id: 10, kind: "measures", title: "Disbursed and not declared: loans", unit: "none", what: "How many.", lines: [{ name: "loans", query: max(gauge("guichet_undeclared_loans")) }] },
  ],
};
