import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filesNaming } from "../security/named-tests.ts";
import { dora } from "./dora.ts";
import { dpia } from "./dpia.ts";
import { exit } from "./exit.ts";
import { processing } from "./processing.ts";
import { compliancePage, isHole, type CompliancePage } from "./statement.ts";

const root = new URL("../../", import.meta.url);
const pages = { dora, dpia, exit, processing };
const headingsOf = (text: string): readonly string[] => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => (heading ?? "").toLowerCase().replaceAll(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-"));

test.each(Object.entries(pages))("%s: every statement is shown by a test or a page that is there, or is a hole that is said to be one", (_name, { sections }) => {
  for (const statement of sections.flatMap(({ statements }) => statements)) {
    if (isHole(statement)) continue;
    const { says, tests = [], pages: shown = [] } = statement;
    expect(tests.length + shown.length, says).toBeGreaterThan(0);
    for (const title of tests) expect(filesNaming(title), title).not.toEqual([]);
    for (const page of shown) {
      const [path = "", heading] = page.split("#");
      expect(existsSync(new URL(path, root)), page).toBe(true);
      if (heading !== undefined) expect(headingsOf(readFileSync(new URL(path, root), "utf8")), page).toContain(heading);
    }
  }
});

test("holes are counted at the head of a page, and each stands where it belongs under its number", () => {
  const page: CompliancePage = { title: "T", about: "A.", sections: [{ title: "S", statements: [{ hole: "First." }, { says: "Said.", pages: ["README.md"] }, { hole: "Second." }] }] };
  const text = compliancePage(page);
  expect(text).toContain("## To be filled in by the bank\n\n1. First.\n2. Second.\n");
  expect(text).toContain("- **To be filled in (1).** First.\n- Said.\n  - page: [README.md](../../README.md)\n- **To be filled in (2).** Second.");
});

test("a statement whose test is gone stops the page", () => {
  expect(() => compliancePage({ title: "T", about: "A.", sections: [{ title: "S", statements: [{ says: "Said.", tests: ["a test that nobody wrote"] }] }] })).toThrow("no test is called");
});
