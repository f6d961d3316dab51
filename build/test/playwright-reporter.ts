import type { Reporter, TestCase, TestError, TestResult as Outcome } from "@playwright/test/reporter";
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { shortReason, type TestResult } from "./results.ts";

/** Writes what became of each end-to-end test to the file named by GUICHET_RESULTS, in the same lines as the vitest reporter. */
// oxlint-disable-next-line import/no-default-export -- Playwright loads a reporter by its default export
export default class ResultLines implements Reporter {
  readonly #path = process.env["GUICHET_RESULTS"];

  onTestEnd(test: TestCase, result: Outcome): void {
    const status = result.status === "skipped" ? "skipped" : test.expectedStatus === result.status ? "passed" : "failed";
    const reason = status === "skipped" ? whySkipped(test) : status === "failed" ? shortReason(result.error?.message ?? result.status) : undefined;
    const [, , , ...titles] = test.titlePath();
    this.#append({ file: relative(process.cwd(), test.location.file).replaceAll("\\", "/"), title: titles.join(" > "), status, ms: result.duration, ...(reason === undefined ? {} : { reason }) });
  }

  /** Outside any test: a file that does not load, a global setup that throws. */
  onError(error: TestError): void {
    this.#append({ file: error.location === undefined ? "" : relative(process.cwd(), error.location.file), title: "(outside any test)", status: "failed", ms: 0, reason: shortReason(error.message) });
  }

  printsToStdio(): boolean {
    return false;
  }

  #append(result: TestResult): void {
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify(result)}\n`);
  }
}

/** Tests in series are skipped by the runner, not by their author, once one of them has failed. */
function whySkipped({ annotations, expectedStatus }: TestCase): string {
  if (expectedStatus !== "skipped") return "not run: a test before it failed";
  return annotations.find(({ type }) => type === "skip" || type === "fixme")?.description ?? "no reason given";
}
