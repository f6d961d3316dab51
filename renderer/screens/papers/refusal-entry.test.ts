import { expect, test } from "vitest";
import { formats } from "../../../shared/i18n/format.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { entryOfLife, readRefusal, type RefusalEntry } from "./refusal-entry.ts";

const entry = (over: Partial<RefusalEntry> = {}): RefusalEntry => ({ kind: "loan", reason: "La trésorerie ne permet pas de rembourser.", decidedOn: "15/04/2020", name: "Maëlle Exemple", role: "", department: "2a", ...over });

test("what is typed becomes the letter's words: date as people type it, département in capitals, an empty role left out", () => {
  expect(readRefusal(entry({ reason: "  Un motif assez long pour être lu.  ", decidedOn: "150420" }))).toEqual({
    refusal: { kind: "loan", reason: "Un motif assez long pour être lu.", decidedOn: "2020-04-15", signatory: { name: "Maëlle Exemple" }, department: "2A" }, faults: [],
  });
  expect(readRefusal(entry({ role: " Directrice ", department: "" })).refusal).toMatchObject({ signatory: { name: "Maëlle Exemple", role: "Directrice" }, department: "" });
});

test("each box that cannot be read is named, in the order of the form", () => {
  expect(readRefusal(entry({ reason: `   ${"x".repeat(19)}   `, decidedOn: "31/02/2020", name: " ", department: "96" }))).toEqual({ refusal: undefined, faults: ["reason", "decidedOn", "name", "department"] });
  expect(readRefusal(entry({ reason: "x".repeat(2_001) })).faults).toEqual(["reason"]);
  expect(readRefusal(entry({ reason: "x".repeat(2_000) })).faults).toEqual([]);
});

test("a refusal that was recorded is not typed again", () => {
  const step = (facts: { readonly on: string; readonly [name: string]: string }) => ({ step: "declined" as const, facts, by: "Maëlle Exemple", at: instant(0), waiting: false });
  const entries = [step({ on: "2020-04-10", kind: "REFUS", reason: "AUTRE", why: "Une première fois." }), step({ on: "2020-04-14", kind: "REFUS_EXAMEN", reason: "AUTRE", why: "Le dossier est resté incomplet." })];
  expect(entryOfLife({ entries }, formats.fr)).toEqual({ kind: "examination", reason: "Le dossier est resté incomplet.", decidedOn: "14/04/2020" });
  expect(entryOfLife({ entries: [] }, formats.fr)).toBeUndefined();
});
