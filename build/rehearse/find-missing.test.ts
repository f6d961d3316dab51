import { expect, test } from "vitest";
import type { RecoveryReport } from "../../sync-server/store/store.ts";
import { findMissing } from "./find-missing.ts";
import type { Told } from "./told.ts";

const told = (file: string): Told => ({ file, siren: "1", status: "registered", number: `1-${file}`, receipt: "r", amount: 50, fields: "[]", refusal: undefined });
const lost = { person: "Maëlle Exemple", personId: "p1", branch: "Agence de Rennes", told: ["kept", "seen", "alone"].map(told) };
const report = (files: readonly string[], person = "p1"): RecoveryReport => ({
  epoch: 2, recovering: false, events: [], reinstated: [], waiting: [], alarms: [], mismatches: [], absentReplicas: [{ bank: "b", replica: "r", person, have: 1 }],
  missingFiles: files.map((file) => ({ bank: "b", branch: "x", file, version: 2, number: `1-${file}` })),
});
const missing = new Set(["seen", "alone"]);
const known = new Set(["kept", "seen"]);

test("[RH3] what a lost workstation alone had is its owner's to enter again: named with its number where a colleague had been told of it, by her papers else", () => {
  expect(findMissing(lost, missing, known, report(["seen"]))).toEqual({ person: "Maëlle Exemple", branch: "Agence de Rennes", missing: 2, cents: 100, named: [{ file: "seen", number: "1-seen" }], unnamed: ["1-alone"], isAsReported: true });
});

test.each([
  ["names nothing of what a colleague knew", report([])], ["names what is there", report(["seen", "kept"])], ["names another workstation", report(["seen"], "p2")],
  ["names another number", { ...report([]), missingFiles: [{ bank: "b", branch: "x", file: "seen", version: 2, number: "1-other" }] }],
])("[RH3] a report that %s is not as it should be", (_what, said) => {
  expect(findMissing(lost, missing, known, said).isAsReported).toBe(false);
});
