import { expect, test } from "vitest";
import { globSync, readFileSync } from "node:fs";
import { errorCodes } from "../kernel/error-table.ts";
import { REASONS } from "../pge/assessment.ts";
import { FIELD_ERROR_CODES, SUBMIT_ERROR_CODES } from "../pge/field-errors.ts";
import { LAYOUT_FAULTS } from "../life/read-layout.ts";
import { FIELD_NAMES, fileFields, type FieldKind } from "../pge/file-fields.ts";
import { texts, words } from "./texts.ts";

const holesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();
const keys = Object.keys(texts.fr);

test("English has the keys of French, each with the same holes, and no text is empty", () => {
  expect(Object.keys(texts.en).toSorted()).toEqual([...keys].toSorted());
  for (const key of keys) {
    const [french, english] = [words.fr.find(key) ?? "", words.en.find(key) ?? ""];
    expect(holesOf(english), key).toEqual(holesOf(french));
    expect(french.trim(), key).not.toBe("");
    expect(english.trim(), key).not.toBe("");
  }
});

test("every error says what happened, what became of the work and what to do, in both languages", () => {
  for (const code of Object.keys(errorCodes)) {
    for (const part of ["happened", "work", "todo"]) for (const { find, language } of Object.values(words)) expect(find(`${code}.${part}`), `${code}.${part} ${language}`).toBeDefined();
  }
});

test("every reason, every rule that a verdict may name and every fault of a field has its text in both languages", () => {
  const sources = globSync("../pge/{rules/**,packs/**,*}.ts", { cwd: import.meta.dirname }).filter((path) => !path.endsWith(".test.ts"));
  const shown = new Set(sources.flatMap((path) => [...readFileSync(new URL(path, import.meta.url), "utf8").matchAll(/"([A-Z]{2}\d{1,2})"/g)].map(([, id]) => id ?? "")));
  expect(shown.size).toBeGreaterThan(30);
  const wanted = [...REASONS.map((reason) => `reason.${reason}`), ...[...FIELD_ERROR_CODES, ...SUBMIT_ERROR_CODES, ...LAYOUT_FAULTS].map((code) => `fault.${code}`), ...[...shown].map((id) => `rule.${id}`)];
  const missing = Object.values(words).flatMap(({ find, language }) => wanted.filter((key) => find(key) === undefined).map((key) => `${language} ${key}`));
  expect(missing).toEqual([]);
});

test("every field has a label, and every choice a name", () => {
  const wanted = FIELD_NAMES.flatMap((name) => {
    const spec: FieldKind = fileFields[name];
    return [`field.${name}`, ...(spec.kind === "choice" ? spec.of.map((code) => `choice.${name}.${code}`) : [])];
  });
  expect(Object.values(words).flatMap(({ find, language }) => wanted.filter((key) => find(key) === undefined).map((key) => `${language} ${key}`))).toEqual([]);
});

test("French is written as French prints it: no straight apostrophe, no exclamation, no plain space before a colon", () => {
  for (const key of keys) {
    const text = words.fr.find(key) ?? "";
    expect(text, key).not.toMatch(/\w'\w/);
    expect(text.replaceAll(/\{\w+\}/g, ""), key).not.toMatch(/!/);
  }
});

test("a hole is filled, a missing key is undefined, one is singular", () => {
  expect(words.fr.t("sync.waiting", { n: 3 })).toBe("3 en attente");
  expect(words.fr.find("no.such.key")).toBeUndefined();
  expect(words.fr.count("inbox.count", 1)).toBe("1 point à régler");
  expect(words.en.count("inbox.count", 1_200)).toBe("1,200 things need you");
});
