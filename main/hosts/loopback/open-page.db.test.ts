import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createPageOpener } from "./open-page.ts";

test("[LH12] the browser reads the address from a file that only its owner can read, gone once closed", async () => {
  const root = mkdtempSync(join(tmpdir(), "guichet-open-"));
  const browser = join(root, "browser.sh");
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${root}/args.part"\nmv "${root}/args.part" "${root}/args"\n`);
  chmodSync(browser, 0o700);
  const opener = createPageOpener({ kind: "chromium", path: browser }, root);
  opener.open("http://127.0.0.1:1/#t=secret-token", "app");
  await expect.poll(() => existsSync(join(root, "args"))).toBe(true);
  const args = readFileSync(join(root, "args"), "utf8");
  expect(args).not.toContain("secret-token");
  const path = fileURLToPath(/--app=(file:\S+)/.exec(args)?.[1] ?? "");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(root, "opening")).mode & 0o777).toBe(0o700);
  expect(readFileSync(path, "utf8")).toContain("http://127.0.0.1:1/#t=secret-token");
  opener.close();
  expect(readdirSync(join(root, "opening"))).toEqual([]);
  rmSync(root, { recursive: true, force: true });
});
