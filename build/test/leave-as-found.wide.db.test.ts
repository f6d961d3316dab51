import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readResults } from "./results.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-left-"));
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction");
  const reporter = JSON.stringify(new URL("./vitest-reporter.ts", import.meta.url).href);
  const setup = JSON.stringify(join(import.meta.dirname, "leave-as-found.ts"));
  writeFileSync(join(folder, "vitest.config.mjs"), `const { ResultLines } = await import(${reporter}); export default { test: { isolate: false, setupFiles: [${setup}], reporters: [new ResultLines("results.ndjson")] } };`);
});
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

/** Each text in a file of its own, in one process; answers with the files that failed by themselves, their tests having passed. */
async function blamed(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, body] of Object.entries(files)) writeFileSync(join(folder, `${name}.test.ts`), `import { expect, test, vi } from "vitest";\n${body}`);
  const child = spawn(process.execPath, [join(process.cwd(), "node_modules/vitest/vitest.mjs"), "run", "--root", folder, "--maxWorkers", "1"], { cwd: folder, stdio: "ignore" });
  await once(child, "exit");
  const results = readResults(join(folder, "results.ndjson"));
  expect(results.filter(({ status }) => status === "passed")).toHaveLength(Object.keys(files).length);
  return results.flatMap(({ file, title, reason }) => (title === "(the file itself)" && reason?.includes("other than it found it") === true ? [file.replace(".test.ts", "")] : [])).toSorted();
}

test("a file that changes what the next one would find has failed, each kind of change by itself", async () => {
  expect(await blamed({
    zone: `test("t", () => { process.env["TZ"] = "Asia/Tokyo"; });`,
    unset: `test("t", () => { delete process.env["PATH"]; });`,
    folder: `test("t", () => { process.chdir("/"); });`,
    clock: `test("t", () => { vi.useFakeTimers(); });`,
    window: `test("t", () => { vi.stubGlobal("window", {}); });`,
    fetch: `test("t", () => { globalThis.setImmediate = () => {}; });`,
    code: `test("t", () => { process.exitCode = 3; });`,
  })).toEqual(["clock", "code", "fetch", "folder", "unset", "window", "zone"]);
});

test("a file that puts everything back is not blamed, nor one that loads what defines a global", async () => {
  writeFileSync(join(folder, "loaded.ts"), `Object.assign(globalThis, { __loaded: 1 }); export const loaded = 1;`);
  expect(await blamed({
    tidy: `test("t", () => { vi.stubEnv("TZ", "Asia/Tokyo"); vi.stubGlobal("window", {}); vi.useFakeTimers(); vi.useRealTimers(); vi.unstubAllGlobals(); vi.unstubAllEnvs(); expect(fetch).toBeTypeOf("function"); });`,
    loads: `import { loaded } from "./loaded.ts"; test("t", () => expect(loaded).toBe(1));`,
  })).toEqual([]);
});
