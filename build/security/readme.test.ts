import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scripts } from "../bootstrap/scripts.mjs";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const linksOf = (path: string): readonly string[] => [...read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? "").filter((link) => !link.includes("://"));

test("the list of security pages has each of them, and every link and command in it leads somewhere", () => {
  const links = linksOf("docs/security/README.md");
  expect(readdirSync(new URL("docs/security/", root)).filter((name) => name.endsWith(".md") && name !== "README.md" && !links.includes(name))).toEqual([]);
  for (const [page, folder] of [["docs/security/README.md", "docs/security/"], ["SECURITY.md", ""]] as const) {
    for (const link of linksOf(page)) expect([page, link, existsSync(new URL(`${folder}${link}`, root))]).toEqual([page, link, true]);
    for (const [, name] of read(page).matchAll(/npm run (?:-s )?([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(name);
  }
});

test("nobody is told to write to an address that we invented: whom to tell is a marked place, or somebody's setting of it", () => {
  const told = /^Write to \*\*(.+)\*\*/m.exec(read("SECURITY.md"))?.[1] ?? "";
  expect(told).toMatch(/^\[SECURITY CONTACT: .+\]$|@|^https:/);
  expect(read("SECURITY.md").includes("[SECURITY CONTACT") || !read("SECURITY.md").includes("nobody receives such reports")).toBe(true);
});
