import type { Board } from "../board.ts";
import { gauge, max, MINUTE, rate, sum } from "../query.ts";

export const neighboursBoard: Board = {
  name: "neighbours", title: "Guichet: what it stands on", what: "Identity providers, documents, anchors of the audit, letters.",
  panels: [
    { id: 1, kind: "measures", title: "Tokens that cannot be judged", unit: "ops", what: "Answers G3005 in a second: nobody knows the keys that the token was signed with.", lines: [{ name: "G3005", query: sum(rate("guichet_error_answers_total", 5 * MINUTE, { code: "G3005" })) }] },
    { id: 2, kind: "measures", title: "Asking for keys", unit: "ops", what: "By whether the identity provider answered. Once silent, it is asked again every half minute at most.", lines: [{ name: "{{result}}", query: sum(rate("guichet_identity_keys_total", 15 * MINUTE), "result") }] },
    { id: 3, kind: "measures", title: "Work of the documents' store", unit: "ops", what: "By whether it was there.", lines: [{ name: "{{result}}", query: sum(rate("guichet_objects_total", 5 * MINUTE), "result") }] },
    { id: 4, kind: "measures", title: "Links without their anchor", unit: "s", what: "How long the oldest has waited; -1: this centre anchors nothing.", lines: [{ name: "waits", query: max(gauge("guichet_audit_unanchored_seconds")) }, { name: "since the last anchor", query: max(gauge("guichet_audit_anchor_age_seconds")) }] },
    { id: 5, kind: "measures", title: "Oldest letter", unit: "s", what: "How long it has waited; -1: no letters are sent.", lines: [{ name: "waits", query: max(gauge("guichet_mail_oldest_seconds")) }] },
    { id: 6, kind: "measures", title: "Letters", unit: "none", what: "That wait, and that were given up.", lines: [{ name: "waiting", query: max(gauge("guichet_mail_waiting")) }, { name: "given up", query: max(gauge("guichet_mail_dead")) }] },
  ],
};
