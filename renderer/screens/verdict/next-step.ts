import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { Problem } from "../file/file-problems.ts";

export type NextStep = "file.submit" | "file.submit.settle" | "file.submit.mend" | "file.submit.complete";

/** What stands between a file and its number, in the words of the one button: a choice, then what is wrong, then what is empty. */
export function nextStep(conflicts: FileView["conflicts"], problems: readonly Problem[]): NextStep {
  if (conflicts.length > 0) return "file.submit.settle";
  if (problems.some(({ kind }) => kind !== "missing")) return "file.submit.mend";
  return problems.length > 0 ? "file.submit.complete" : "file.submit";
}
