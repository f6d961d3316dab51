import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type * as Throttle from "./unlock-throttle.ts";

const wrong = async (): Promise<Result<string, CodedError>> => await Promise.resolve(err({ code: "G1001" }));
const right = async (): Promise<Result<string, CodedError>> => await Promise.resolve(ok("open"));
let dir: string;
let clock: { wall: number; mono: number };
let throttle: typeof Throttle;
const powers = { now: () => clock.wall, monotonic: () => clock.mono };
const attempt = async (how = wrong) => await throttle.tryPassphrase(powers, dir, how);
const pass = (ms: number): void => { clock = { wall: clock.wall + ms, mono: clock.mono + ms }; };
/** Nothing in memory: another process, whose monotonic clock begins anew. */
const restart = async (): Promise<void> => {
  vi.resetModules();
  throttle = await import("./unlock-throttle.ts");
  clock = { ...clock, mono: 0 };
};
const seconds = async (): Promise<unknown> => {
  const answer = await attempt();
  return answer.ok ? undefined : [answer.error.code, answer.error.params?.["seconds"]];
};
const failFive = async (): Promise<void> => { for (let i = 0; i < 5; i += 1) await attempt(); };

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "guichet-tries-"));
  const made = dir;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  clock = { wall: 1_600_000_000_000, mono: 0 };
  await restart();
});

test("[KF7] four wrong ones cost nothing more; from the fifth on the wait doubles, up to a quarter of an hour", async () => {
  const waits: unknown[] = [];
  for (let i = 0; i < 15; i += 1) {
    waits.push(await seconds());
    pass(900_000);
  }
  expect(waits.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => ["G1001", undefined]));
  expect(waits.slice(4)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900].map((wait) => ["G1001", wait]));
});

test("[KF7] while it lasts nothing is tried, not even the right one, and asking does not lengthen it", async () => {
  await failFive();
  const tried = vi.fn(right);
  pass(1_000);
  for (let i = 0; i < 3; i += 1) expect(await attempt(tried)).toEqual(err({ code: "G1012", params: { seconds: 4 } }));
  expect(tried).not.toHaveBeenCalled();
  pass(4_000);
  expect(await attempt(tried)).toEqual(ok("open"));
});

test("[KF7] the right one forgets what was wrong before it", async () => {
  for (let i = 0; i < 4; i += 1) await attempt();
  expect(await attempt(right)).toEqual(ok("open"));
  expect(existsSync(join(dir, "tries.json"))).toBe(false);
  expect(await seconds()).toEqual(["G1001", undefined]);
});

test("[KF7] another process goes on counting and waiting", async () => {
  await failFive();
  await restart();
  expect(await seconds()).toEqual(["G1012", 5]);
  pass(5_000);
  expect(await seconds()).toEqual(["G1001", 10]);
});

test("[KF7] one that is ended half-way has been counted", async () => {
  for (let i = 0; i < 4; i += 1) await attempt();
  void throttle.tryPassphrase(powers, dir, async () => await new Promise<never>(() => undefined));
  await restart();
  expect(await seconds()).toEqual(["G1012", 5]);
});

test("[KF7] a clock set back frees nobody: the wait begins again, once", async () => {
  await failFive();
  clock = { ...clock, wall: clock.wall - 86_400_000 };
  expect(await seconds()).toEqual(["G1012", 5]);
  await restart();
  pass(1_000);
  expect(await seconds()).toEqual(["G1012", 5]);
  await restart();
  pass(5_000);
  expect(await seconds()).toEqual(["G1001", 10]);
});

test("[KF7] neither a clock set forward nor a removed counter frees the Guichet that is running", async () => {
  await failFive();
  clock = { ...clock, wall: clock.wall + 86_400_000 };
  expect(await seconds()).toEqual(["G1012", 5]);
  rmSync(join(dir, "tries.json"));
  expect(await seconds()).toEqual(["G1012", 5]);
  pass(5_000);
  expect(await seconds()).toEqual(["G1001", 10]);
});

test("[KF7] a removed or spoilt counter forgives a new process, and no more: what is said of it is true", async () => {
  await failFive();
  writeFileSync(join(dir, "tries.json"), "{");
  await restart();
  expect(await seconds()).toEqual(["G1001", undefined]);
});

test("[KF7] what is no wrong passphrase (a damaged key file) is not counted", async () => {
  for (let i = 0; i < 4; i += 1) await attempt();
  const before = readFileSync(join(dir, "tries.json"), "utf8");
  expect(await attempt(async () => await Promise.resolve(err({ code: "G1010" as const })))).toEqual(err({ code: "G1010" }));
  expect(readFileSync(join(dir, "tries.json"), "utf8")).toBe(before);
});

test("[KF7] a folder that cannot be written keeps nobody out, and this process counts on", async () => {
  dir = join(dir, "missing");
  await failFive();
  expect(await seconds()).toEqual(["G1012", 5]);
  pass(5_000);
  expect(await attempt(right)).toEqual(ok("open"));
});
