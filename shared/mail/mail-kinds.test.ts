import { expect, test } from "vitest";
import { mail as english } from "../i18n/en/mail.ts";
import { mail as french } from "../i18n/fr/mail.ts";
import { frenchSpaces } from "../i18n/french-spaces.ts";
import { renderLetter } from "../i18n/mail-words.ts";
import { MAIL_KINDS, recipientsOf } from "./mail-kinds.ts";

const people = [
  { person: "advisor", role: "advisor", branches: ["one"] }, { person: "manager", role: "manager", branches: ["one", "two"] }, { person: "narrow", role: "manager", branches: ["two"] },
  { person: "root", role: "administrator", branches: [] }, { person: "audit", role: "auditor", branches: [] }, { person: "support", role: "support", branches: [] },
] as const;

test("[ML1] who may decide is told, and nobody else: at all of the branches concerned, and never of her own word", () => {
  const told = (kind: (typeof MAIL_KINDS)[number], person: string | undefined, branches: readonly string[] | undefined) => recipientsOf(kind, { person, branches }, people);
  for (const kind of ["workstation-waits", "second-word", "file-word", "quarantine-waits", "approvals-wait", "reservations-end"] as const) {
    expect(told(kind, undefined, ["one"]), kind).toEqual(["manager", "root"]);
    expect(told(kind, "manager", ["one", "two"]), kind).toEqual(["root"]);
    expect(told(kind, undefined, ["two"]), kind).toEqual(["manager", "narrow", "root"]);
    // Of nobody's branch any more: only who answers for the whole bank.
    expect(told(kind, undefined, []), kind).toEqual(["root"]);
  }
  for (const kind of ["recovery-word", "bank-word"] as const) expect(told(kind, "root", ["one"]), kind).toEqual([]);
  expect(told("bank-word", "manager", ["one"])).toEqual(["root"]);
});

test("[ML2] a letter has one hole, a number of files; no link, no address, no other figure", () => {
  const texts: Readonly<Record<string, string>> = english;
  expect(Object.keys(english)).toEqual(Object.keys(french));
  for (const [key, text] of Object.entries(french)) for (const one of [text, texts[key] ?? ""]) {
    expect([...one.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole), key).toEqual(/^(?:approvals-wait|reservations-end)\.body$/.test(key) ? ["files"] : []);
    expect(one.trim(), key).not.toBe("");
  }
  for (const kind of MAIL_KINDS) for (const language of ["fr", "en"] as const) {
    const { subject, text } = renderLetter(kind, 1_234, language);
    expect(`${subject}\n${text}`.replaceAll(/1[\s,]234/gu, ""), kind).not.toMatch(/\d|https?:|www\.|[@€<>{}]/);
    expect(subject, kind).toMatch(/^Guichet.?:/u);
  }
});

test("French is written as French prints it", () => {
  for (const [key, text] of Object.entries(french)) expect(frenchSpaces(text).replaceAll(/\{\w+\}/g, ""), key).not.toMatch(/\w'\w|[ ][:;?!%»]|« /);
});
