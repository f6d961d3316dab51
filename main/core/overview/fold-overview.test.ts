import { expect, test } from "vitest";
import { id, type FileId } from "../../../shared/kernel/ids.ts";
import { legalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import { nearestRank } from "./answer-delay.ts";
import { createDayOf } from "./business-calendar.ts";
import type { FileFacts } from "./file-facts.ts";
import { createOverviewFold, staffBand, type FoldAsked } from "./fold-overview.ts";

const BREST = "b";
const RENNES = "r";
const asOf = legalDate("2020-04-15");
let n = 0;
const at = (text: string): number => Date.parse(`${text}T10:00:00Z`);
/** A ready draft of Rennes, made on 14 April 2020, for 1 000 €. */
const facts = (over: Partial<FileFacts> = {}): FileFacts => ({
  file: id<FileId>(`0190c0de-0000-7000-8000-${String(n += 1).padStart(12, "0")}`), branch: RENNES, status: "ready", createdAt: at("2020-04-14"), registeredAt: undefined, isRegistered: false,
  amount: 100_000, disbursed: undefined, naf: "10.71C", staff: 12, declined: undefined, isHere: false, due: {}, ...over,
});
const registered = (on: string, over: Partial<FileFacts> = {}): FileFacts => facts({ status: "registered", isRegistered: true, registeredAt: at(on), ...over });
const fold = (files: readonly FileFacts[], over: Partial<FoldAsked> = {}) => {
  const { add, made } = createOverviewFold({ branches: [RENNES, BREST], period: "all", asOf, dayOf: parisDate, ...over });
  for (const file of files) add(file);
  return made();
};

test("three amounts of three moments stay apart, to the cent; a cancelled number is no registration any more", () => {
  const { total, states } = fold([facts({ amount: 1 }), facts({ amount: undefined }), registered("2020-04-15", { amount: 20 }), registered("2020-04-15", { status: "disbursed", amount: 300, disbursed: 250 }), facts({ status: "cancelled", registeredAt: at("2020-04-10"), amount: 4_000 })]);
  expect(total).toMatchObject({ files: 5, requested: 4_321, registered: 2, registeredAmount: 320, disbursed: 1, disbursedAmount: 250 });
  expect(states.map(({ key, files }) => [key, files])).toEqual([["ready", 2], ["registered", 1], ["disbursed", 1], ["cancelled", 1]]);
});

test("only the branches asked for are counted, each in its line, in the order asked", () => {
  const files = [facts(), facts({ branch: BREST }), facts({ branch: BREST }), facts({ branch: "another" })];
  expect(fold(files).branches.map(({ key, files: count }) => [key, count])).toEqual([[RENNES, 1], [BREST, 2]]);
  expect(fold(files, { branches: [BREST] }).total.files).toBe(2);
});

test("a file is of the week of its number, or of its creation; the newest week is first", () => {
  expect(fold([facts(), registered("2020-04-01"), registered("2020-04-03"), registered("2020-04-20")], { asOf: legalDate("2020-04-20") }).weeks.map(({ key, files }) => [key, files])).toEqual([["2020-W17", 1], ["2020-W16", 1], ["2020-W14", 2]]);
});

test.each([["weeks", "2020-03-23"], ["year", "2020-01-01"]] as const)("the period %s begins on %s, that day included, and ends today", (period, from) => {
  const before = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
  const made = fold([registered(before), registered(from), registered("2020-04-15"), registered("2020-04-16")], { period });
  expect([made.from, made.total.files]).toEqual([from, 2]);
});

test("sectors by section, the unknown last; sizes by staff alone", () => {
  const made = fold([facts({ naf: undefined, staff: undefined }), facts({ naf: "56.10A", staff: 9 }), facts({ naf: "04.00Z", staff: 10 }), facts({ naf: "01.11Z", staff: 250 })]);
  expect(made.sections.map(({ key, files }) => [key, files])).toEqual([["A", 1], ["I", 1], ["?", 2]]);
  expect(made.sizes.map(({ key }) => key)).toEqual(["0-9", "10-49", "250+", "unknown"]);
  expect([0, 9, 10, 49, 50, 249, 250].map(staffBand)).toEqual(["0-9", "0-9", "10-49", "10-49", "50-249", "50-249", "250+"]);
});

test("refusals by reason, in the order in which they are asked", () => {
  const declined = (reason: string, amount: number): FileFacts => facts({ status: "declined", amount, declined: { on: legalDate("2020-04-10"), reason } });
  expect(fold([declined("AUTRE", 1), declined("HORS_REGLES", 2), declined("AUTRE", 4)]).refusals).toEqual([{ key: "HORS_REGLES", files: 1, requested: 2 }, { key: "AUTRE", files: 2, requested: 5 }]);
});

test("the delay counts from receipt to number or refusal, tells what cannot be counted, and who is late", () => {
  const received = (receivedOn: string) => ({ due: { receivedOn, turnover: 100_000_000 } });
  const { delay } = fold([
    registered("2020-04-02", received("2020-04-01")), registered("2020-04-15", received("2020-04-01")), registered("2020-04-15", received("2020-04-16")), registered("2020-04-15"),
    facts({ status: "declined", declined: { on: legalDate("2020-04-04"), reason: "AUTRE" }, ...received("2020-04-01") }),
    facts(received("2020-04-01")), facts(received("2020-04-14")), facts(), facts({ status: "withdrawn", ...received("2020-03-25") }),
  ]);
  expect(delay).toEqual({ answered: 5, medianDays: 3, ninthDecileDays: 14, unusable: 2, lateOpen: 1, lateAnswered: 1, openWithoutDue: 1 });
});

test("nearest ranks", () => {
  expect([nearestRank([], 0.5), nearestRank([7], 0.9), nearestRank([1, 2, 3, 4], 0.5), nearestRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)]).toEqual([undefined, 7, 2, 9]);
});

test("days are Paris's; in a demonstration what is done now is done on the day that was chosen", () => {
  const centre = (demonstration: boolean, businessDate: LegalDate) => ({ info: () => ({ version: "", host: "test" as const, businessDate, demonstration, rules: "", packs: [], clockOffMs: undefined, centre: undefined }), businessDate: () => businessDate });
  const now = Date.parse("2026-11-29T23:30:00Z");
  const real = createDayOf(centre(false, legalDate("2026-11-29")), now);
  expect([real(now), real(now - 3_600_000), real(Date.parse("2026-06-30T22:00:00Z")), real(Date.parse("2026-06-30T21:59:59Z"))]).toEqual(["2026-11-30", "2026-11-29", "2026-07-01", "2026-06-30"]);
  const shown = createDayOf(centre(true, asOf), now);
  expect([shown(now), shown(now - 86_400_000)]).toEqual(["2020-04-15", "2020-04-14"]);
});
