import { expect, test } from "vitest";
import { windowOf, type Part } from "./judge-row.ts";
import { isTooBusy, pageOf, type RunFacts } from "./results-page.ts";
import { percent, rowLine, shareOf, windowWords } from "./row-line.ts";
import { isSound, type RowResult } from "./run-row.ts";

const part: Part = { sent: 100, answered: 100, accepted: 99, refused: 1, share: 1, p50Ms: 12, p99Ms: 80, slowestMs: 120 };
const row = (over: Partial<RowResult> = {}): RowResult => ({
  name: "kill", title: "A server killed", does: "One is killed.", faultSeconds: 9.7,
  judged: { before: part, during: { ...part, share: 0.9 }, after: part, whole: { ...part, share: 0.994 }, rtoMs: 1_500, rtoLiftedMs: 0, lateSeconds: 0.2, ...windowOf(0.2) },
  load: { errors: { 502: 13 }, stopped: [], refreshed: 30, refreshFailed: 0, changes: 200, files: 100 },
  documents: { attached: 17, there: 17, fileSlowestMs: 400, slowestMs: 600, status: "idle", waiting: 0, faults: 0 },
  checked: { asked: 200, lost: 0, lostWords: [], twice: 0, found: [] }, logged: {}, ...over,
});
const facts: RunFacts = { seconds: 30, faultSeconds: 10, rate: 40, desks: 20, look: 5, startedAt: new Date(Date.UTC(2026, 10, 29)), commit: "abc", isWhole: true, loadBefore: 0.1 };

test("[CH2] the page says that the level was not held over a row, with the window over which it is", () => {
  const page = pageOf([row()], [], facts);
  expect(page).toContain("| kill | not held over this row, 99.400 % | 100.000 % | 90.000 % | 100.000 % | 12 | 80 | 120 | 1.5 s | 0.0 s | 7 min | 6480 | 0 of 200 | 0 | nothing found |");
  expect(page).toContain("| kill | 9.7 | 100 | 100 | 99 | 502 × 13 | 30, 0 | 17 of 17 | 0.6 s | 0.4 s | none |");
  expect(page).toContain("npm run chaos -- --seconds 30 --fault 10 --rate 40 --desks 20 --look 5 --write");
});

test("[CH1] a row is not sound where something is lost, twice, found, left behind or given up", () => {
  expect(isSound(row())).toBe(true);
  const { checked, documents, load } = row();
  for (const over of [{ checked: { ...checked, lost: 1 } }, { checked: { ...checked, twice: 1 } }, { checked: { ...checked, found: ["number-once: 1"] } }, { documents: { ...documents, there: 16 } }, { documents: { ...documents, faults: 1 } }, { load: { ...load, stopped: ["unauthorised"] } }]) expect(isSound(row(over))).toBe(false);
  expect(rowLine(row({ checked: { ...checked, lost: 1, lostWords: ["desk 1, change 2: is new to the centre"] } })).join("\n")).toMatch(/NOT SOUND[^]*RPO 1 of 200[^]*is new to the centre/);
  expect(pageOf([row({ checked: { ...checked, found: ["number-once: 1"] } })], [{ name: "disk", why: "no right" }], facts)).toMatch(/\*\*number-once: 1\*\*[^]*Passed over here: disk, no right\./);
});

test("a share is never rounded up to the level, and a window is told in a unit that people count in", () => {
  expect([percent(0.9994999), percent(1), percent(0.9995)]).toEqual(["99.949 %", "100.000 %", "99.950 %"]);
  expect([shareOf({ sent: 0, share: 1 }), shareOf({ sent: 1, share: 1 })]).toEqual(["–", "100.000 %"]);
  expect([0, 12, 400, 20_000, 400_000].map(windowWords)).toEqual(["any", "1 min", "7 min", "5.6 h", "4.6 days"]);
});

test("no page is made on a machine that is late without any fault", () => {
  const late = row().judged;
  expect([isTooBusy([row()]), isTooBusy([row({ name: "baseline" })]), isTooBusy([row({ name: "baseline", judged: { ...late, whole: part } })])]).toEqual([false, true, false]);
});
