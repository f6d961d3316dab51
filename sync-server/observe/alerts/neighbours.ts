import type { Alert } from "../alert.ts";
import { gauge, increase, max, MINUTE, HOUR, rate, sum } from "../query.ts";

/** What Guichet stands on besides its database: who signs people in, where documents lie, where the audit is anchored, who carries letters. */
export const neighbourAlerts: readonly Alert[] = [
  {
    name: "IdentityAway", says: "Tokens cannot be judged: no keys of their identity provider are to be had.",
    query: sum(rate("guichet_error_answers_total", 5 * MINUTE, { code: "G3005" })), is: ">", than: 0.02,
    because: "One in a minute: each is a person who is not let in.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "neighbours", id: 1 },
  },
  {
    name: "IdentitySilent", says: "An identity provider does not answer with its keys; its last ones are believed for a day.",
    query: sum(increase("guichet_identity_keys_total", 15 * MINUTE, { result: "silent" })), is: ">", than: 3,
    because: "It is asked every half minute once it was silent: one lost packet is not told.", for: MINUTE,
    severity: "warning", calls: "desk", panel: { board: "neighbours", id: 2 },
  },
  {
    name: "DocumentsAway", says: "The documents' store does not answer: documents wait on workstations.",
    query: sum(increase("guichet_objects_total", 5 * MINUTE, { result: "away" })), is: ">", than: 3,
    because: "Files go on, and each document is sent again by itself: a few that failed need nobody.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "neighbours", id: 3 },
  },
  {
    name: "AuditNotAnchored", says: "Links of the audit wait for their anchor for over five minutes.",
    query: max(gauge("guichet_audit_unanchored_seconds")), is: ">", than: 300,
    because: "A link is anchored within a minute; what is not can be cut off by whoever owns the database.", for: 2 * MINUTE,
    severity: "critical", calls: "desk", panel: { board: "neighbours", id: 4 },
  },
  {
    name: "LettersWait", says: "A letter has waited for over an hour to be sent.",
    query: max(gauge("guichet_mail_oldest_seconds")), is: ">", than: HOUR,
    because: "Tries are minutes apart at first: after an hour it is the mail server, and not the letter.", for: 5 * MINUTE,
    severity: "warning", calls: "day", panel: { board: "neighbours", id: 5 },
  },
];
