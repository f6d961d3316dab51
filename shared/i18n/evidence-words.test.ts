import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CHECKS } from "../evidence/finding.ts";
import { MISSING_REASONS, UNKNOWNS } from "../evidence/format.ts";
import { evidence as english } from "./en/evidence.ts";
import { evidenceWords, isEvidenceText } from "./evidence-words.ts";
import { evidence as french } from "./fr/evidence.ts";

const holesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

test("English has the keys and holes of French, and no text is empty", () => {
  const translated: Readonly<Record<string, string>> = english;
  expect(Object.keys(english)).toEqual(Object.keys(french));
  for (const [key, text] of Object.entries(french)) {
    expect(holesOf(translated[key] ?? ""), key).toEqual(holesOf(text));
    expect([text.trim(), (translated[key] ?? "").trim()], key).not.toContain("");
  }
});

test("French is written as French prints it", () => {
  const { say } = evidenceWords("fr");
  for (const key of Object.keys(french).filter(isEvidenceText)) expect(say(key).replaceAll(/\{\w+\}/g, ""), key).not.toMatch(/\w'\w|!|[ ][:;?%»]|« /);
});

test("every check, each of its outcomes, each reason and each limit has its sentence", () => {
  const folder = new URL("../evidence/", import.meta.url);
  const sources = readdirSync(folder).filter((name) => /^(check-|verify-)/.test(name) && !name.includes(".test.")).map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const literal = [...sources.matchAll(/\b(holds|broken|unproven|absent)\("([\w-]+)"(?:, "([\w-]+)")?/g)].map(([, outcome, check, why]) => `check.${check}.${outcome}${why === undefined ? "" : `.${why}`}`);
  expect(new Set(literal).size).toBeGreaterThan(50);
  const told = [
    ...literal, ...CHECKS.map((check) => `check.${check}`), ...MISSING_REASONS.map((why) => `why.${why}`), ...UNKNOWNS.map((one) => `unknown.${one}`),
    // Whose outcome is chosen at run time.
    "check.changes.broken.hash", "check.changes.broken.head", "check.changes.broken.body", "check.statement.broken.no-key", "check.statement.broken.forged", "check.statement.broken.other-file",
  ];
  expect(told.filter((key) => !isEvidenceText(key) && !RUN_TIME.has(key))).toEqual([]);
});
/** Completed by another argument than a literal: named above. */
const RUN_TIME: ReadonlySet<string> = new Set(["check.changes.broken", "check.statement.broken"]);
