import type { BranchCheck, LastCheck } from "../../../shared/bridge/check-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listBranchChecks } from "../db/branch-checks.ts";
import { listUncopied } from "../db/cursors.ts";
import type { Desk } from "../files/desk.ts";
import type { CheckTry } from "./compare.ts";

/** Further ahead than this nothing is ever planned: the clock went wrong since. */
const FURTHEST_MS = 3 * 86_400_000;

/** Branches whose comparison is due, of those that are followed. */
export function listDueBranches(desk: Desk, centreNow: number): readonly string[] {
  const known = new Map<string, number>(listBranchChecks(desk.db.read).map(({ branch, dueAt }) => [branch, dueAt]));
  const branches = desk.me().branches.map((branch) => branch.id);
  const uncopied = listUncopied(desk.db.read, branches);
  return branches.filter((branch) => {
    const dueAt = known.get(branch);
    return !uncopied.includes(branch) && (dueAt === undefined || dueAt <= centreNow || dueAt > centreNow + FURTHEST_MS);
  });
}

/** For the panel: once every branch was compared, since when all of it is known to be the centre's. */
export function lastCheckOf(db: ReadableDb, branches: readonly string[]): LastCheck | undefined {
  const rows = listBranchChecks(db).filter(({ branch }) => branches.includes(branch));
  const times = rows.flatMap(({ checkedAt }) => (checkedAt === undefined ? [] : [checkedAt]));
  if (branches.length === 0 || times.length < branches.length) return undefined;
  return { at: instant(Math.min(...times)), mended: rows.reduce((sum, { mended }) => sum + mended, 0), differs: rows.some(({ outcome }) => outcome === "differs") };
}

/** What a comparison on demand came to, branch by branch. One that was not reached says why. */
export function reportChecks(desk: Desk, tries: ReadonlyMap<string, CheckTry>, error: CodedError | undefined): readonly BranchCheck[] {
  const rows = listBranchChecks(desk.db.read);
  return desk.me().branches.map(({ id, name }) => {
    const row = rows.find(({ branch }) => (branch satisfies string) === id);
    const tried = tries.get(id);
    const checkedAt = row?.checkedAt === undefined ? undefined : instant(row.checkedAt);
    if (tried === undefined) return { name, outcome: "failed", files: 0, mended: row?.mending ?? 0, checkedAt, error: error ?? { code: "G5004" } };
    return { name, outcome: tried.outcome, files: tried.files, mended: tried.mended, checkedAt, error: tried.error };
  });
}
