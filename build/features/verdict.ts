import type { FeatureRow } from "./rows.ts";

export type TestRecord = { readonly file: string; readonly title: string; readonly status: string };
export type RunRecord = { readonly name: string; readonly passed: boolean; readonly at: string; readonly commit: string };
export type Verdict = { readonly state: "proven" | "failing" | "not run" | "skipped"; readonly detail: string };

/** "proven" needs at least one passed test and none failed or skipped: a row without a passing command cannot say it. */
export function verdictOf(row: Pick<FeatureRow, "proof">, tests: readonly TestRecord[], runs: readonly RunRecord[]): Verdict {
  if (row.proof.kind === "run") {
    const { name } = row.proof;
    const found = runs.find((candidate) => candidate.name === name);
    if (found === undefined) return { state: "not run", detail: "no recorded run" };
    return { state: found.passed ? "proven" : "failing", detail: `${found.at}, ${found.commit}` };
  }
  const { file, title } = row.proof;
  const concerned = tests.filter((test) => test.file.startsWith(file) && (title === undefined || test.title.includes(title)));
  const count = (status: string): number => concerned.filter((test) => test.status === status).length;
  if (concerned.length === 0) return { state: "not run", detail: "no such test in the last run" };
  if (count("failed") > 0) return { state: "failing", detail: `${count("failed")} of ${concerned.length} failed` };
  if (count("passed") === 0) return { state: "skipped", detail: `${concerned.length} skipped` };
  if (count("passed") < concerned.length) return { state: "skipped", detail: `${count("passed")} passed, ${concerned.length - count("passed")} skipped` };
  return { state: "proven", detail: `${concerned.length} tests` };
}
