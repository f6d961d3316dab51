import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "./folder-lock.mjs";

let folder = "";
let lock = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-lock-"));
  lock = join(folder, "deep", "install.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Takes the lock in a process of its own, and writes when it came in and when it left. */
function contender(script: string) {
  const lockModule = new URL("./folder-lock.mjs", import.meta.url).href;
  const code = `import { withLock } from ${JSON.stringify(lockModule)}; import { appendFileSync } from "node:fs"; const log = ${JSON.stringify(join(folder, "log"))}; ${script}`;
  return spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
}

const visit = () => `await withLock(${JSON.stringify(lock)}, async () => { appendFileSync(log, "in\\n"); await new Promise((r) => setTimeout(r, 60)); appendFileSync(log, "out\\n"); });`;

test("processes that come at once go through one at a time", async () => {
  await Promise.all(Array.from({ length: 4 }, () => once(contender(visit()), "exit")));
  expect(readFileSync(join(folder, "log"), "utf8")).toBe("in\nout\n".repeat(4));
  expect(existsSync(lock)).toBe(false);
});

test("the lock of a process that was killed is set aside, by exactly one of those who wait", async () => {
  const holder = contender(`await withLock(${JSON.stringify(lock)}, async () => { await new Promise((r) => setTimeout(r, 60_000)); });`);
  while (!existsSync(lock)) await sleep(10);
  const waiting = Array.from({ length: 3 }, () => once(contender(visit()), "exit"));
  await sleep(150);
  expect(existsSync(join(folder, "log"))).toBe(false);
  holder.kill("SIGKILL");
  await Promise.all(waiting);
  expect(readFileSync(join(folder, "log"), "utf8")).toBe("in\nout\n".repeat(3));
});

test("a holder on another machine is known to be gone by its silence only", async () => {
  writeFileSync(join(folder, "install.lock"), JSON.stringify({ pid: 1, host: `not-${hostname()}`, id: "x" }));
  const path = join(folder, "install.lock");
  let waited = false;
  const entered = withLock(path, async () => "in", { onWait: () => (waited = true), staleAfterMs: 5_000 });
  await sleep(50);
  expect(waited).toBe(true);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path, longAgo, longAgo);
  expect(await entered).toBe("in");
});

test("work that fails gives the lock back and tells its failure", async () => {
  await expect(withLock(lock, () => Promise.reject(new Error("no space")))).rejects.toThrow("no space");
  expect(existsSync(lock)).toBe(false);
  expect(await withLock(lock, async () => 7)).toBe(7);
});
