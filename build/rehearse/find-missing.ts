import type { RecoveryReport } from "../../sync-server/store/store.ts";
import type { Told } from "./told.ts";

/** What a workstation that was lost with the centre takes with it, as the centre's own report names it. */
export type MissingFiles = {
  /** Whose workstation it was: she is asked to enter them again. */
  readonly person: string;
  readonly branch: string;
  /** Its files since the backup. */
  readonly missing: number;
  /** Named by the report, with file and number, for colleagues had been told of them. */
  readonly named: readonly { readonly file: string; readonly number: string | null }[];
  /** Known to nobody any more but to her and to her clients' papers: their numbers, as they were told to her. */
  readonly unnamed: readonly string[];
  readonly cents: number;
  /** The report names the workstation, and nothing as missing that is not; everything a colleague had been told of is named. */
  readonly isAsReported: boolean;
};

/** [RH3] `knownToColleagues`: files that a workstation which is left shows its person. */
export function findMissing(lost: { readonly person: string; readonly personId: string; readonly branch: string; readonly told: readonly Told[] }, missing: ReadonlySet<string>, knownToColleagues: ReadonlySet<string>, report: RecoveryReport): MissingFiles {
  const gone = lost.told.filter(({ file }) => missing.has(file));
  const named = report.missingFiles.map(({ file, number }) => ({ file, number }));
  const byFile = new Map(named.map(({ file, number }) => [file, number]));
  return {
    person: lost.person, branch: lost.branch, missing: gone.length, named,
    unnamed: gone.filter(({ file }) => !byFile.has(file)).map(({ number, file }) => number ?? file),
    cents: gone.reduce((sum, { amount }) => sum + amount, 0),
    isAsReported: report.absentReplicas.some(({ person }) => person === lost.personId)
      && named.every(({ file }) => missing.has(file)) && gone.every(({ file, number }) => (knownToColleagues.has(file) ? byFile.get(file) === number : !byFile.has(file))),
  };
}
