import { expect, test } from "vitest";
import type { RecoveryReportAnswer } from "../sync/recovery-messages.ts";
import { recoveryCsv } from "./recovery-report.ts";
import { words } from "./texts.ts";

const id = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const report: RecoveryReportAnswer = {
  epoch: { n: 2, id: id(1) }, recovering: true, events: [], totals: { back: 0, absent: 1, waiting: 1, refused: 1, reinstated: 1, flagged: 1, missing: 1, alarms: 1 },
  replicas: [{ replica: id(2), user: id(3), name: "=cmd|' /C calc'!A0", device: "PC; \"2\"", have: 4, lastAt: 0, state: "absent" }],
  waiting: [
    { file: id(4), branch: id(5), version: 7, kind: "edited", user: id(3), why: "predecessors", from: 5 },
    { file: id(4), branch: id(5), version: 8, kind: "settled", user: id(3), name: "Yann", why: "refused", code: "G2001" },
  ],
  reinstated: [{ number: "1-7K3M-9QPX-T", file: id(4), at: 0, flag: "G2004" }],
  missing: [{ file: id(6), branch: id(5), version: 2, number: "1-2W8D-QM5T-4" }],
  alarms: [{ replica: id(2), user: id(3), name: "Yann", epoch: 1, kind: "feed-ahead", have: 3, known: 8, times: 1, lastAt: 0 }],
};

test("[SY59] every row of the report is one line of the table, as a French and an English spreadsheet read it", () => {
  const [french, english] = [recoveryCsv(report, words.fr), recoveryCsv(report, words.en)];
  expect(french.startsWith("\uFEFFListe;")).toBe(true);
  expect(english.startsWith("\uFEFFList,")).toBe(true);
  for (const table of [french, english]) expect(table.trimEnd().split("\r\n")).toHaveLength(7);
  expect(french).toContain("manque à partir de la version 5");
  expect(french).toContain("1970-01-01T00:00:00.000Z");
  expect(english).toContain("G2001");
});

test("what is typed by somebody is no formula, and breaks no line", () => {
  const table = recoveryCsv(report, words.fr);
  expect(table).toContain("'=cmd|' /C calc'!A0");
  expect(table).toContain(`"PC; ""2"" ${id(2)}"`);
});
