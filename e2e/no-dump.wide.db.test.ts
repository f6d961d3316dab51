import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leaveNoDump } from "../main/core/port/leave-no-dump.ts";
import { quietSwitches } from "../main/hosts/loopback/window-profile.ts";

const PATTERN = "/proc/sys/kernel/core_pattern";
/** Where the system hands dumps to a collector, none is found beside the program. */
const isPlain = existsSync(PATTERN) && /^core\s*$/.test(readFileSync(PATTERN, "utf8"));
const ours = { client: "main/core/port/leave-no-dump.ts", centre: "sync-server/leave-no-dump.ts" };
const urlOf = (path: string): string => new URL(`../${path}`, import.meta.url).href;

/** Whether the dump of a program that falls holds what it had in memory; undefined: the system made none. */
function dumpHolds(before: string): boolean | undefined {
  const folder = mkdtempSync(join(tmpdir(), "guichet-dump-"));
  const program = `${before}\nglobalThis.kept = Buffer.from(["of", "the", "key", process.pid].join("-") + "-in-memory");\nprocess.abort();\n`;
  writeFileSync(join(folder, "falls.mjs"), program);
  const { pid } = spawnSync("sh", ["-c", 'ulimit -c unlimited; exec "$0" falls.mjs', process.execPath], { cwd: folder });
  const name = readdirSync(folder).find((each) => each.startsWith("core"));
  const held = name === undefined ? undefined : readFileSync(join(folder, name)).includes(`of-the-key-${pid}-in-memory`);
  rmSync(folder, { recursive: true, force: true });
  return held;
}

test.skipIf(!isPlain)("a program that falls leaves nothing of its memory in a dump; without this, its memory is in it", () => {
  expect(dumpHolds("")).toBe(true);
  for (const path of Object.values(ours)) expect(dumpHolds(`const { leaveNoDump } = await import(${JSON.stringify(urlOf(path))}); leaveNoDump();`)).not.toBe(true);
});

test("where there is no such setting, it starts all the same and makes no file", () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-dump-"));
  leaveNoDump(join(folder, "absent"));
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("each program asks for it before it does anything else, and the centre's copy is the client's", () => {
  expect(readFileSync(new URL(urlOf(ours.centre)), "utf8")).toBe(readFileSync(new URL(urlOf(ours.client)), "utf8"));
  for (const entry of ["main/hosts/loopback/main.ts", "main/hosts/cli/main.ts", "main/hosts/electron/main.ts", "main/hosts/electron/core-process.ts", "sync-server/main.ts", "build/start/start.ts"]) {
    const statements = readFileSync(new URL(urlOf(entry)), "utf8").split("\n").filter((line) => /^\S/.test(line) && !/^(?:import |\/\/|\/\*\*| \*|\})/.test(line));
    expect([entry, statements[0]]).toEqual([entry, "leaveNoDump();"]);
  }
});

test("nothing of ours starts a crash reporter: neither Electron's nor the browser's", () => {
  const sources = globSync("{main,renderer,shared}/**/*.{ts,tsx}", { cwd: new URL("..", import.meta.url) });
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => readFileSync(new URL(urlOf(path)), "utf8").includes("crashReporter"))).toEqual([]);
  for (const browser of ["chromium", "msedge.exe"]) expect(quietSwitches(browser)).toEqual(expect.arrayContaining(["--disable-crash-reporter", "--disable-breakpad"]));
});
