import type { Alert } from "../alert.ts";
import { gauge, HOUR, increase, max, MINUTE, rate, ratio, sum } from "../query.ts";

/** What a bank would be harmed by while every server is well: work that does not arrive, refusals, a guarantee at risk, what the nights found. */
export const dutyAlerts: readonly Alert[] = [
  {
    name: "UnsentOld", says: "In a branch a change has waited for a day on a workstation that told of it.",
    query: max(gauge("guichet_unsent_branches", { than: "day" })), is: ">", than: 0,
    because: "A night without network is foreseen; a day of work that only one disk holds is not.", for: 5 * MINUTE,
    severity: "warning", calls: "bank", panel: { board: "branches", id: 2 },
  },
  {
    name: "UnsentWidely", says: "In twenty branches at once a change has waited for four hours.",
    query: max(gauge("guichet_unsent_branches", { than: "fourhours" })), is: ">", than: 20,
    because: "One branch is its own line; twenty share something: a bank's proxy, a certificate, a version.", for: 5 * MINUTE,
    severity: "critical", calls: "desk", panel: { board: "branches", id: 2 },
  },
  {
    name: "WorkstationsUnseen", says: "Over a tenth of the workstations that may work have not been heard of for a week.",
    query: ratio(max(sum(gauge("guichet_workstations", { heard: { oneOf: ["month", "longer"] } }), "instance")), max(sum(gauge("guichet_workstations"), "instance"))), is: ">", than: 0.1,
    because: "Holidays and part-time are less; those that nobody uses any more should be sent away.", for: HOUR,
    severity: "warning", calls: "bank", panel: { board: "branches", id: 4 },
  },
  {
    name: "RefusalsUnusual", says: "Over three changes in ten are refused.",
    query: ratio(sum(rate("guichet_refused_changes_total", 15 * MINUTE)), sum(rate("guichet_verdicts_total", 15 * MINUTE))), is: ">", than: 0.3,
    because: "Workstations judge by the same rules before they send, so that what is refused is rare; many at once is a rule, a quota or a version.", for: 15 * MINUTE,
    severity: "critical", calls: "desk", panel: { board: "duties", id: 2 },
  },
  {
    name: "UndeclaredOld", says: "A loan was disbursed more than ten days ago and is not declared to the guarantor.",
    query: max(gauge("guichet_undeclared_oldest_days")), is: ">", than: 10,
    because: "The day on which the home page turns to it too (docs/loan-life.md): until it is declared the State guarantees nothing.", for: 5 * MINUTE,
    severity: "warning", calls: "bank", panel: { board: "duties", id: 4 },
  },
  {
    name: "Inconsistent", says: "A check of the night found rows that must not be.",
    query: max(gauge("guichet_consistency_rows"), "task"), is: ">", than: 0,
    because: "Each check is a statement that must find nothing.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "duties", id: 6 },
  },
  {
    name: "NightMissed", says: "What is done once a night has not been done for thirty-six hours.",
    query: max(gauge("guichet_night_age_seconds")), is: ">", than: 36 * HOUR,
    because: "A night and half a day: what a stopped centre missed is done when it is back.", for: 5 * MINUTE,
    severity: "warning", calls: "day", panel: { board: "duties", id: 7 },
  },
  {
    name: "WorkstationAlarm", says: "A workstation stopped because its line and the centre's are not the same.",
    query: sum(increase("guichet_alarms_total", 15 * MINUTE, { kind: { noneOf: ["mismatch"] } })), is: ">", than: 0,
    because: "It comes after a restore, of a copied disk, or of a fault: each one is looked at.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "branches", id: 5 },
  },
];
