import { expect, test } from "vitest";
import { compare, type Found, type Held } from "./compare.ts";
import type { Told } from "./told.ts";

const told = (file: string, over: Partial<Told> = {}): Told => ({ file, siren: `siren ${file}`, status: "registered", number: `1-${file}`, receipt: `receipt ${file}`, amount: 100_000, fields: "[]", refusal: undefined, ...over });
const held = ({ file, siren, amount, number }: Told): Held => ({ file, siren, amount, number: number ?? "" });
const draft = told("c", { status: "draft", number: undefined, receipt: undefined, refusal: "G2004" });
const all = [told("a"), told("b", { amount: 1 }), draft];
const same: Found = { files: all, ledger: all.slice(0, 2).map(held) };

test("[RH2] what came back as it was told differs in nothing, and is counted to the cent", () => {
  expect(compare(all, same)).toEqual({ files: 3, numbers: 2, toldCents: 100_001, foundCents: 100_001, missing: 0, twice: [], differences: [] });
});

test.each<[string, Partial<Told>]>([
  ["status", { status: "draft" }], ["number", { number: "2-a" }], ["receipt", { receipt: "another" }], ["amount", { amount: 100_001 }], ["siren", { siren: "another" }], ["fields", { fields: "[1]" }], ["refusal", { refusal: "G2004" }],
])("[RH2] another %s than was told is named", (what, over) => {
  const { differences } = compare(all, { ...same, files: [told("a", over), ...all.slice(1)] });
  expect(differences.map((one) => [one.file, one.what])).toEqual([["a", what]]);
});

test("[RH2] a file that is not there, one that nobody told of, and what the ledger holds otherwise, twice or for nobody are named", () => {
  expect(compare(all, { files: all.slice(1), ledger: same.ledger })).toMatchObject({ missing: 1, differences: [{ file: "a", what: "missing", told: "1-a" }] });
  expect(compare(all.slice(1), same).differences).toEqual([{ file: "a", what: "unknown", told: "nothing", found: "1-a" }]);
  const [a, b] = same.ledger as [Held, Held];
  expect(compare(all, { ...same, ledger: [b] }).differences).toMatchObject([{ file: "a", what: "held", found: "nothing" }]);
  expect(compare(all, { ...same, ledger: [{ ...a, amount: 99_999 }, b] })).toMatchObject({ foundCents: 100_000, differences: [{ file: "a", what: "held" }] });
  expect(compare(all, { ...same, ledger: [a, b, b] })).toMatchObject({ twice: ["1-b"], differences: [{ file: "b", what: "held" }] });
  expect(compare(all, { ...same, ledger: [a, b, { ...a, file: "c", number: "1-c" }] }).differences).toMatchObject([{ file: "c", what: "held", told: "nothing" }]);
  expect(compare(all, { ...same, files: [...all, told("a")] }).twice).toEqual(["a", "1-a"]);
});
