import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { auditWords, isAuditText } from "./audit-words.ts";
import { audit as english } from "./en/audit.ts";
import { audit as french } from "./fr/audit.ts";

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
  const { say } = auditWords("fr");
  for (const key of Object.keys(french).filter(isAuditText)) expect(say(key).replaceAll(/\{\w+\}/g, ""), key).not.toMatch(/\w'\w|!|[ ][:;?%»]|« /);
});

test("every check, each of its outcomes and each reason has its sentence", () => {
  const of = (name: string): string => readFileSync(new URL(`../audit/${name}`, import.meta.url), "utf8");
  const literal = [...of("verify-export.ts").matchAll(/made\("(\w+)", "(\w+)"(?:, "([\w-]+)")?/g)].map(([, check, outcome, why]) => `check.${check}.${outcome}${why === undefined ? "" : `.${why}`}`);
  const union = (name: string, before: string): readonly string[] => [...(new RegExp(`${before}([^;]*)`).exec(of(name))?.[1] ?? "").matchAll(/"([\w-]+)"/g)].map(([, why]) => why ?? "");
  const told = [...literal, ...union("check-chain.ts", "readonly why:").map((why) => `check.chain.broken.${why}`), ...union("judge-anchors.ts", "readonly why:").map((why) => `check.anchors.broken.${why}`), "check.anchors.holds.restored"];
  expect(new Set(told).size).toBeGreaterThan(25);
  // Their reason is chosen at run time: named above.
  const open = new Set(["check.chain.broken", "check.anchors.broken"]);
  expect(told.filter((key) => !isAuditText(key) && !open.has(key))).toEqual([]);
});
