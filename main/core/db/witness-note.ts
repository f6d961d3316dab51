import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodedError, ErrorParams } from "../../../shared/kernel/error-codes.ts";
import type { CommitMark } from "./connection.ts";
import { copyAside, DAMAGED_NAME } from "./witness-aside.ts";
import type { Damage } from "./witness-check.ts";

/** Damage met while running: everything is copied aside, a note stops the next opening, and G1003 is what the caller throws. */
export function noteDamage(dir: string, mark: CommitMark, nowMs: number): CodedError {
  try {
    writeFileSync(join(dir, DAMAGED_NAME), `${JSON.stringify({ at: nowMs })}\n`, { mode: 0o600, flush: true });
  } catch {
    // A disk that cannot take the note may be the very cause; the damage is still told below.
  }
  return damageError(dir, { reason: "pages-damaged", witnessed: mark, found: mark, wal: { bytes: 0, goodFrames: 0, lostCommits: 0 } }, nowMs);
}

/**
 * G1003 with what happened, by name:
 * `reason`, as in {@link Damage}; `wal`, whether commits stand in it behind a bad frame; `aside`, where the copy is (empty when there was no room for one); `missingCommits`; `missingChanges`, numbers in the
 * replica's line, as "12" or "12–15", empty when only unsealed typing or nothing is missing; `counted` is "no" when the database could not
 * be read at all, and both are then the most that can be missing; `savedAt` and `foundAt`, UTC ms of the last commit acknowledged and of
 * the last one still readable (0: none).
 */
export function damageError(dir: string, damage: Damage, nowMs: number): CodedError {
  let aside = "";
  try {
    aside = copyAside(dir, damage.reason, nowMs);
  } catch {
    // Said by the empty `aside`; the originals are untouched in any case.
  }
  return { code: "G1003", params: { ...describeDamage(damage), aside } };
}

export function describeDamage({ reason, witnessed, found, wal }: Damage): ErrorParams {
  const foundCounter = found?.counter ?? 0;
  const foundSeq = found?.line.seq ?? 0;
  const [counter, seq] = [witnessed?.counter ?? foundCounter, witnessed?.line.seq ?? foundSeq];
  return {
    reason,
    missingCommits: Math.max(0, counter - foundCounter),
    missingChanges: seq <= foundSeq ? "" : seq === foundSeq + 1 ? `${seq}` : `${foundSeq + 1}–${seq}`,
    savedAt: witnessed?.at ?? found?.at ?? 0,
    foundAt: found?.at ?? 0,
    wal: wal.lostCommits > 0 ? "bad-frame" : wal.bytes === 0 ? "absent" : "no-bad-frame",
    counted: found === undefined ? "no" : "yes",
  };
}
