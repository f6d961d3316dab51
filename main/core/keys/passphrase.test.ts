import { expect, test } from "vitest";
import { parsePassphrase } from "./passphrase.ts";

const refused = (reason: string) => ({ ok: false, error: { code: "G1009", params: { reason } } });

test("[KF5] twelve characters or four words are enough", () => {
  for (const good of ["correct cheval batterie agrafe", "le thé du soir", "Tz9!kd02-Lqx", "le vif âne dort", "ééàùç œuvre 12"]) {
    expect(parsePassphrase(good), good).toMatchObject({ ok: true });
  }
});

test("[KF5] shorter, repeated and run-of-the-keyboard ones are refused, each with its reason", () => {
  for (const short of ["", "secret", "onze lettre", "pluie pluie"]) expect(parsePassphrase(short), short).toEqual(refused("short"));
  for (const repeated of ["aaaaaaaaaaaaaaaa", "abababababababab", "1212 1212 1212 12"]) expect(parsePassphrase(repeated), repeated).toEqual(refused("repeated"));
  for (const run of ["azertyuiopqsd", "ab cd ef gh ij kl", "AZERTYUIOPQSD", "1234567890123", "abcdefghijklm", "qwertyuiopas"]) expect(parsePassphrase(run), run).toEqual(refused("run"));
});

test("[KF5] a repeated word counts once", () => {
  expect(parsePassphrase("un un un un")).toEqual(refused("short"));
});

test("[KF5] an accent typed in two ways is one passphrase", () => {
  expect(parsePassphrase("caf\u0065\u0301 du matin 12")).toEqual(parsePassphrase("caf\u00e9 du matin 12"));
});
