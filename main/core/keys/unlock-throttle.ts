import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import { replaceFile } from "./replace-file.ts";

/** Beside the key file, outside every lock: how many passphrases were wrong in a row, and when the last one was. */
export const COUNTER_NAME = "tries.json";
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 900_000;

/** After the fifth in a row: 5 s, 10 s … a quarter of an hour, and never more, so nobody is locked out for good. */
export const waitAfter = (failures: number): number => (failures < FREE_TRIES ? 0 : Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES)));

export type ThrottlePowers = { readonly now: () => number; /** Never set back; absent: the process's own. */ readonly monotonic?: (() => number) | undefined };
const counter = z.object({ format: z.literal(1), failures: z.int().min(1).max(1_000_000), at: z.number() });
type Tries = { readonly failures: number; /** On the monotonic clock. */ readonly freeAt: number };

/** What this process has seen, by folder: no clock that is set, and no file that is removed, shortens a wait while it runs. */
const seen = new Map<string, Tries>();

/**
 * One try of a passphrase on the profile in `dir`. It is counted, durably, before it is made: ended half-way, it counts. G1012 with `seconds` while a
 * wait lasts, and then nothing is tried nor counted; a wrong one (G1001) says in `seconds` which wait it began, where it began one.
 */
export async function tryPassphrase<T>(powers: ThrottlePowers, dir: string, attempt: () => Promise<Result<T, CodedError>>): Promise<Result<T, CodedError>> {
  const monotonic = powers.monotonic ?? (() => performance.now());
  const before = known(powers, dir, monotonic());
  const left = before === undefined ? 0 : before.freeAt - monotonic();
  if (left > 0) return err({ code: "G1012", params: { seconds: Math.ceil(left / 1000) } });
  const failures = (before?.failures ?? 0) + 1;
  keep(dir, failures, powers.now());
  const answer = await attempt();
  if (answer.ok) forget(dir);
  else if (answer.error.code !== "G1001") putBack(powers, dir, before);
  else {
    const wait = waitAfter(failures);
    seen.set(dir, { failures, freeAt: monotonic() + wait });
    keep(dir, failures, powers.now());
    if (wait > 0) return err({ ...answer.error, params: { ...answer.error.params, seconds: Math.ceil(wait / 1000) } });
  }
  return answer;
}

/** What is in the file where it says more than this process saw. A clock that stands before the last failure was set back: the wait begins again. */
function known({ now }: ThrottlePowers, dir: string, at: number): Tries | undefined {
  const here = seen.get(dir);
  const kept = read(dir);
  if (kept === undefined || (here !== undefined && here.failures >= kept.failures)) return here;
  const wait = waitAfter(kept.failures);
  const passed = now() - kept.at;
  if (passed < 0) keep(dir, kept.failures, now());
  const tries = { failures: kept.failures, freeAt: at + wait - (passed < 0 ? 0 : Math.min(wait, passed)) };
  seen.set(dir, tries);
  return tries;
}

/** One that cannot be read counts as none, as a removed one does. */
function read(dir: string): z.infer<typeof counter> | undefined {
  try {
    return counter.parse(JSON.parse(readFileSync(join(dir, COUNTER_NAME), "utf8")));
  } catch {
    return undefined;
  }
}

/** A full or read-only disk keeps nobody from her work: then only this process counts. */
function keep(dir: string, failures: number, at: number): void {
  try {
    replaceFile(join(dir, COUNTER_NAME), `${JSON.stringify({ format: 1, failures, at })}\n`);
  } catch {
    // See above.
  }
}

function forget(dir: string): void {
  seen.delete(dir);
  try {
    rmSync(join(dir, COUNTER_NAME), { force: true });
  } catch {
    // As above: it is counted on, from there, the next time.
  }
}

function putBack({ now }: ThrottlePowers, dir: string, before: Tries | undefined): void {
  if (before === undefined) forget(dir);
  else keep(dir, before.failures, now());
}
