import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { shortReason, type TestResult } from "./results.ts";

/**
 * Writes what became of each test to a file, as it happens: what ran before a crash still counts.
 * A file that could not be loaded, and a test that never ended, are failures.
 */
export class ResultLines implements Reporter {
  readonly #path: string;

  /** @param path gets one JSON object per line (results.ts) */
  constructor(path: string) {
    this.#path = path;
  }

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state === "pending") return;
    const reason = result.state === "skipped" ? (result.note ?? test.options.mode) : result.state === "failed" ? shortReason(result.errors[0]?.message) : undefined;
    this.#write(test.module, { title: test.fullName, status: result.state, ms: test.diagnostic()?.duration ?? 0, reason });
  }

  onTestModuleEnd(module: TestModule): void {
    const errors = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
    errors.forEach((error) => this.#write(module, { title: "(the file itself)", status: "failed", ms: 0, reason: shortReason(error.message) }));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { readonly message?: string }[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        if (test.result().state === "pending") this.#write(module, { title: test.fullName, status: "failed", ms: 0, reason: "did not end" });
      }
    }
    unhandled.forEach((error) => this.#append({ file: "", title: "(outside any test)", status: "failed", ms: 0, reason: shortReason(error.message) }));
  }

  #write(module: TestModule, { reason, ...rest }: Omit<TestResult, "file" | "reason"> & { readonly reason: string | undefined }): void {
    const file = relative(process.cwd(), module.moduleId).replaceAll("\\", "/");
    this.#append({ file, ...rest, ...(reason === undefined ? {} : { reason }) });
  }

  #append(result: TestResult): void {
    appendFileSync(this.#path, `${JSON.stringify(result)}\n`);
  }
}
