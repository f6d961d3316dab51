import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashInputs } from "./hash-inputs.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-hash-"));
  mkdirSync(join(root, "renderer/screens"), { recursive: true });
  writeFileSync(join(root, "renderer/screens/list.tsx"), "one");
});
afterEach(() => rmSync(root, { recursive: true }));

const now = () => hashInputs(root, ["renderer", "absent.json"], (path) => !path.endsWith(".test.ts"));

test("the fingerprint moves with a byte, a name, a file more, a file that appears", () => {
  const seen = [now()];
  writeFileSync(join(root, "renderer/screens/list.tsx"), "two");
  seen.push(now());
  writeFileSync(join(root, "renderer/form.tsx"), "one");
  seen.push(now());
  writeFileSync(join(root, "absent.json"), "{}");
  seen.push(now());
  expect(new Set(seen).size).toBe(4);
});

test("it stays when only what does not count has moved", () => {
  const before = now();
  writeFileSync(join(root, "renderer/list.test.ts"), "a test");
  expect(now()).toBe(before);
});
