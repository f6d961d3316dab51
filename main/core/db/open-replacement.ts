import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { copyAside, DB_NAME, hasDatabase, moveAside } from "./witness-aside.ts";
import { fsyncFolder, WITNESS_NAME } from "./witness-file.ts";

const READY = "recovered";
const MAKING = "recovered.new";

/**
 * Makes the database that takes a damaged one's place, whole and closed, in a folder of its own; the next openDb puts it in place. `fill`
 * gets that folder, and makes the database there. Killed at any moment, either nothing has changed or the next opening goes on from here.
 */
export async function makeReplacement<T>(dir: string, fill: (at: string) => Promise<Result<T, CodedError>>): Promise<Result<T, CodedError>> {
  const making = join(dir, MAKING);
  rmSync(making, { recursive: true, force: true });
  const filled = await fill(making);
  if (filled.ok) {
    renameSync(making, join(dir, READY));
    fsyncFolder(dir);
  } else rmSync(making, { recursive: true, force: true });
  return filled;
}

/** Puts a replacement that is ready in place; the damaged files stay in `aside/`. Only under the folder's lock. */
export function placeReplacement(dir: string, nowMs: number): void {
  const ready = join(dir, READY);
  if (!existsSync(ready)) return;
  // The database first: while it is still in its own folder, whatever stands in `dir` is the damaged one's.
  if (existsSync(join(ready, DB_NAME))) {
    if (hasDatabase(dir)) moveAside(dir, copyAside(dir, "replaced", nowMs));
    renameSync(join(ready, DB_NAME), join(dir, DB_NAME));
  }
  if (existsSync(join(ready, WITNESS_NAME))) renameSync(join(ready, WITNESS_NAME), join(dir, WITNESS_NAME));
  fsyncFolder(dir);
  rmSync(ready, { recursive: true, force: true });
}
