import type { RecoveryReportAnswer } from "../../shared/sync/recovery-messages.ts";
import { fileId, NOW } from "./fake-files.ts";

const BRANCH = "0190c0de-0000-7000-8000-000000000001";
const replica = (n: number): string => `0190c0de-1111-7000-8000-${String(n).padStart(12, "0")}`;
const hours = (n: number): number => NOW - n * 3_600_000;

/** A recovery of an hour and a half, with something in every list. */
export const someRecovery: RecoveryReportAnswer = {
  epoch: { n: 2, id: BRANCH }, recovering: true,
  events: [{ at: hours(1.5), kind: "begun", door: "command", mine: false }],
  totals: { back: 3, absent: 2, waiting: 2, refused: 0, reinstated: 3, flagged: 1, missing: 1, alarms: 2 },
  replicas: [
    { replica: replica(1), user: replica(101), name: "Soizic Essai", device: "AGENCE-BREST-02", have: 212, lastAt: hours(26), state: "absent" },
    { replica: replica(2), user: replica(102), name: "Ronan Gabarit", device: "PORTABLE-117", have: 48, lastAt: hours(75), state: "absent" },
    { replica: replica(3), user: replica(103), name: "Maëlle Exemple", device: "AGENCE-RENNES-01", have: 391, lastAt: hours(0.9), state: "back" },
    { replica: replica(4), user: replica(104), name: "Yann Modèle", device: "AGENCE-RENNES-04", have: 305, lastAt: hours(1.1), state: "back" },
    { replica: replica(5), user: replica(105), name: "Gwenola Maquette", device: "DIRECTION-03", have: 87, lastAt: hours(1.2), state: "back" },
  ],
  waiting: [
    { file: fileId(14), branch: BRANCH, version: 3, kind: "submitted", number: "1-4HTN-2KQ8-W", user: replica(104), name: "Yann Modèle", why: "creation" },
    { file: fileId(15), branch: BRANCH, version: 7, kind: "edited", user: replica(103), name: "Maëlle Exemple", why: "predecessors", from: 5 },
  ],
  reinstated: [
    { number: "1-7K3M-9QPX-T", file: fileId(2), at: hours(1.1), flag: "G2004" },
    { number: "1-2W8D-QM5T-4", file: fileId(5), at: hours(1) },
    { number: "1-4HTN-2KQ8-W", file: fileId(14), at: hours(0.9) },
  ],
  missing: [{ file: fileId(14), branch: BRANCH, version: 4, number: "1-4HTN-2KQ8-W" }],
  alarms: [
    { replica: replica(4), user: replica(104), name: "Yann Modèle", epoch: 1, kind: "feed-ahead", have: 1_204, known: 1_219, times: 1, lastAt: hours(1.7) },
    { replica: replica(3), user: replica(103), name: "Maëlle Exemple", epoch: 1, kind: "replica-ahead", have: 380, known: 391, times: 2, lastAt: hours(1.6) },
  ],
};
/** Somebody else of the bank has said her word. */
export const confirmedRecovery: RecoveryReportAnswer = { ...someRecovery, events: [...someRecovery.events, { at: hours(0.2), kind: "confirmed", door: "route", mine: false, name: "Loïc Fictif" }] };
/** Begun by one operator alone. */
export const aloneRecovery: RecoveryReportAnswer = { ...someRecovery, events: [{ at: hours(1.5), kind: "begun", door: "command", mine: false, because: "Panne de nuit, l’autre opérateur est injoignable" }] };
export const endedRecovery: RecoveryReportAnswer = {
  ...someRecovery, recovering: false, totals: { ...someRecovery.totals, waiting: 1, refused: 1 },
  events: [...confirmedRecovery.events, { at: hours(0.1), kind: "confirmed", door: "route", mine: true, name: "Hélène Fictive" }, { at: hours(0.1), kind: "ended", door: "route", mine: true, name: "Hélène Fictive" }],
  waiting: (someRecovery.waiting ?? []).map((row) => (row.why === "creation" ? row : { ...row, why: "refused" as const, code: "G2001" as const })),
};
export const noRecovery: RecoveryReportAnswer = {
  epoch: { n: 1, id: BRANCH }, recovering: false, events: [], totals: { back: 5, absent: 0, waiting: 0, refused: 0, reinstated: 0, flagged: 0, missing: 0, alarms: 0 },
  replicas: [], waiting: [], reinstated: [], missing: [], alarms: [],
};
