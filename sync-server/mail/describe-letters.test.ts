import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeLetters } from "./describe-letters.ts";

test("[ML2] docs/mail.md shows every letter: to whom, when, and its words in both languages", () => {
  expect(readFileSync(new URL("../../docs/mail.md", import.meta.url), "utf8")).toContain(describeLetters());
});
