import { expect, test } from "vitest";
import { diagnosticSchema, type Diagnostic } from "./diagnostic-messages.ts";

const sound: Diagnostic = {
  form: 1, madeAt: 1, version: "0.1.0-rc.2+linux", host: "electron", platform: "win32", arch: "x64", system: "5.15.0-91-generic", runtime: "24.1.0", uptimeMinutes: 9, memoryMib: 8_000, memoryFreeMib: 2_000, databaseMib: 12, rules: "pge-france@1.0.0", epoch: 1,
  sync: { kind: "idle", waiting: 0, newsHeldBack: false, folder: "none" }, counts: { files: 3, toSettle: 0, branches: 1, documentsUnsent: 0, changes: 7 }, errors: [{ code: "G5004", times: 2, lastAt: 1 }],
};
const takes = (over: object): boolean => diagnosticSchema.safeParse({ ...sound, ...over }).success;

test("[FL6] the form is taken as it is; a field that it does not have is not", () => {
  expect(takes({})).toBe(true);
  for (const more of [{ siren: "732829320" }, { name: "x" }, { note: "" }]) expect([takes(more), takes({ sync: { ...sound.sync, ...more } }), takes({ counts: { ...sound.counts, ...more } }), takes({ errors: [{ ...sound.errors[0], ...more }] })]).toEqual([false, false, false, false]);
});

test("[FL6] no field has room for a SIREN, a name of several words, a file's id, an amount in cents of a large loan, or words in place of a code", () => {
  const wrong = ["732829320", "Boulangerie des Écluses", "0190c0de-0000-7000-8000-000000000001".padEnd(61, "0"), "é", ""];
  for (const field of ["version", "arch", "system", "runtime", "rules"]) for (const text of wrong) expect([field, text, takes({ [field]: text })]).toEqual([field, text, false]);
  for (const count of ["uptimeMinutes", "memoryMib", "memoryFreeMib", "databaseMib", "epoch"]) expect([count, takes({ [count]: 732_829_320 })]).toEqual([count, false]);
  expect(takes({ counts: { ...sound.counts, files: 732_829_320 } })).toBe(false);
  for (const code of ["Boulangerie", "G5", "G50040", 5_004]) expect([code, takes({ errors: [{ code, times: 1, lastAt: 1 }] })]).toEqual([code, false]);
  expect(takes({ errors: Array.from({ length: 21 }, () => sound.errors[0]) })).toBe(false);
  expect(takes({ errors: [{ code: "G9998", times: 1, lastAt: 1 }] })).toBe(true); // of a newer workstation
});
