import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scripts } from "../bootstrap/scripts.mjs";
import { faultOf } from "./known-commands.ts";
import { blocksOf, HEADINGS, readRunbook, runbookNames } from "./read-runbooks.ts";

const folder = new URL("../../docs/runbooks/", import.meta.url);
const pages = runbookNames().map(readRunbook);
const incident = { name: "../security/incident.md", blocks: blocksOf(readFileSync(new URL("../security/incident.md", folder), "utf8")) };

test("the runbooks that there are to be are there, and the index leads to each", () => {
  const index = readFileSync(new URL("README.md", folder), "utf8");
  expect(pages.map(({ name }) => name)).toEqual(["deploy.md", "region-outage.md", "restore.md", "revoke-a-branch.md", "roll-back.md", "rotate-keys.md"]);
  for (const name of [...pages.map((page) => page.name), "alerts.md", incident.name]) expect(index).toContain(`](${name})`);
});

test.each(pages)("$name says when, who, what it costs, the steps, how one sees it, how to undo it, and what was tried", ({ headings, text }) => {
  expect(headings).toEqual(HEADINGS);
  for (const part of text.split(/^## .+$/gm).slice(1)) expect(part.trim().length).toBeGreaterThan(40);
  expect(text).toMatch(/\*\*(?:never|nothing can be done)\*\*/);
});

test.each([...pages, incident])("$name: each block is tried, given to a pretended cluster, or says what it wants; each line is something that can be typed", ({ blocks }) => {
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.filter(({ mark }) => !/^(?:tried|cluster|elsewhere: .{5,})$/.test(mark))).toEqual([]);
  const lines = blocks.flatMap((block) => block.lines).filter((line) => !line.startsWith("sha256sum "));
  expect(lines.flatMap((line) => faultOf(line) ?? [])).toEqual([]);
});

test("what nobody could type is noticed", () => {
  const wrong = ["npm run server -- revoke-office BANK", "npm run server -- begin-epoch --by OPERATOR", "npm run server -- revoke-branch BANK BRANCH --force", "npm run rehears", "node build/deploy/main.ts roll-away --address A", "node build/deploy/main.ts roll-back --url A", "kubectl -n guichet scale deployment guichet-centre", "kubectl get pods", "npm run -s guichet -- borrow", "pg_restored x"];
  expect(wrong.map(faultOf).filter((fault) => fault === undefined)).toEqual([]);
  expect(faultOf("npm run server -- begin-epoch 4 --as OPERATOR")).toBeUndefined();
});

test("every link, every script and every test that a page points to is there", () => {
  for (const { name, text } of [...pages, readRunbook("README.md")]) {
    for (const [, target = ""] of text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) expect([name, target, existsSync(new URL(target, folder))]).toEqual([name, target, true]);
    for (const [, script = ""] of text.matchAll(/`npm run ([\w:-]+)/g)) expect([name, script, script === "server" || Object.hasOwn(scripts, script)]).toEqual([name, script, true]);
  }
});
