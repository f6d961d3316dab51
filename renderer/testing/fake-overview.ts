import type { CallAnswers, CallInput } from "../../shared/bridge/contract.ts";
import type { DayAccount, Figures, Overview } from "../../shared/bridge/overview-views.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { ok } from "../../shared/kernel/result.ts";
import { fileId, NOW } from "./fake-files.ts";

export type OverviewStory = "usual" | "away" | "wrong";
const some = (files: number, registered = Math.floor(files * 0.6), disbursed = Math.floor(files * 0.4)): Figures => ({ files, requested: files * 14_350_000, registered, registeredAmount: registered * 13_200_050, disbursed, disbursedAmount: disbursed * 12_800_000 });
const asOf = legalDate("2020-04-15");

/** Figures for looking at: of no file of the list. `total` 0: nothing at all. */
export function fakeOverview(story: OverviewStory, total: number): { readonly [C in "overview.show" | "overview.day" | "overview.exportDay"]: (input: CallInput<C>) => CallAnswers[C] } {
  return {
    "overview.show": ({ period, branches }) => ok(total === 0 ? nothing(period) : { ...usual(branches === undefined), from: nothing(period).from }),
    "overview.day": ({ branch, day, compare }) => ok({ ...account(story, total), branch, day, asked: !compare ? undefined : story === "away" ? { outcome: "failed", files: 0, mended: 0, error: { code: "G5004" } } : { outcome: "same", files: 312, mended: 0, error: undefined } }),
    "overview.exportDay": ({ day }) => ok({ id: "1", name: `fin-de-journee-${day}.csv`, size: 12, rows: 9 }),
  };
}

const nothing = (period: "all" | "weeks" | "year"): Overview => ({
  asOf, from: period === "all" ? undefined : legalDate(period === "year" ? "2020-01-01" : "2020-03-23"), total: some(0), branches: [], states: [], weeks: [], sections: [], sizes: [], refusals: [], unreadable: 0,
  delay: { answered: 0, medianDays: undefined, ninthDecileDays: undefined, unusable: 0, lateOpen: 0, lateAnswered: 0, openWithoutDue: 0 },
});

const usual = (isAll: boolean): Overview => ({
  asOf, from: undefined, total: some(312), unreadable: isAll ? 1 : 0,
  branches: [{ key: "0190c0de-0000-7000-8000-000000000001", ...some(208) }, { key: "0190c0de-0000-7000-8000-000000000002", ...some(104) }],
  states: [{ key: "incomplete", ...some(41, 0, 0) }, { key: "ready", ...some(22, 0, 0) }, { key: "waiting", ...some(3, 0, 0) }, { key: "registered", ...some(60, 60, 0) }, { key: "disbursed", ...some(124, 124, 124) }, { key: "declined", ...some(19, 0, 0) }],
  weeks: [{ key: "2020-W16", ...some(38) }, { key: "2020-W15", ...some(121) }, { key: "2020-W14", ...some(97) }, { key: "2020-W13", ...some(56) }],
  sections: [{ key: "C", ...some(48) }, { key: "F", ...some(61) }, { key: "G", ...some(77) }, { key: "I", ...some(88) }, { key: "T", ...some(2) }, { key: "?", ...some(36, 0, 0) }],
  sizes: [{ key: "0-9", ...some(190) }, { key: "10-49", ...some(71) }, { key: "50-249", ...some(14) }, { key: "250+", ...some(1) }, { key: "unknown", ...some(36, 0, 0) }],
  refusals: [{ key: "CAPACITE_REMBOURSEMENT", files: 11, requested: 203_500_000 }, { key: "HORS_REGLES", files: 8, requested: 91_000_000 }],
  delay: { answered: 205, medianDays: 3, ninthDecileDays: 8, unusable: 2, lateOpen: 6, lateAnswered: 17, openWithoutDue: 9 },
});

function account(story: OverviewStory, total: number): Omit<DayAccount, "branch" | "day" | "asked"> {
  const registrations = total === 0 ? [] : [0, 1, 2].map((n) => ({
    file: fileId(n), number: `1-7K3M-9QP${n}-T`, siren: `00200${n}00${n}`, name: ["Atelier Imaginaire", "Boulangerie des Écluses", "Menuiserie du Port, fenêtres et escaliers"][n] ?? "", amount: 12_500_050 * (n + 1), at: instant(NOW - (3 - n) * 3_600_000),
    status: n === 1 ? "cancelled" as const : "registered" as const, receipt: story === "wrong" && n === 2 ? "wrong" as const : "right" as const,
  }));
  return {
    registrations, registered: { files: registrations.length, amount: registrations.reduce((sum, { amount }) => sum + amount, 0) }, cancelledSince: { files: Math.min(1, registrations.length), amount: registrations[1]?.amount ?? 0 },
    wrongReceipts: registrations.filter(({ receipt }) => receipt === "wrong").length, uncheckedReceipts: 0, declined: { files: 1, amount: 4_000_000 }, waiting: { files: 3, amount: 51_000_000 }, refused: { files: 1, amount: 9_000_000 }, hereOnly: 5,
    last: total === 0 ? undefined : { at: instant(NOW - 5 * 3_600_000), outcome: "same", files: 312 },
  };
}
