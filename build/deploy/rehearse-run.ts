import { spawn } from "node:child_process";
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { needsOf, type Run } from "./pipeline.ts";
import { rehearsedEnvironment, rehearsedLines, type Rehearsal } from "./rehearsal.ts";

/**
 * Runs every line of a job in a clone of its own, with the packages and the artifacts that GitLab would put there,
 * and answers how many seconds the clone and the lines took. @throws with the end of what they wrote, when one fails
 */
export async function rehearseRun(run: Run, rehearsal: Rehearsal): Promise<number> {
  const { root, folder, pipeline } = rehearsal;
  const place = join(folder, "run");
  const project = join(place, "project");
  const job = pipeline.jobs.get(run.job) ?? {};
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const around = { env: rehearsedEnvironment(run, rehearsal, project), log: join(folder, "log.txt") };
  writeFileSync(around.log, "");
  const cloneMs = await timed(`git clone --quiet --depth "$GIT_DEPTH" "file://${root}" "${project}" && git -C "${project}" checkout --quiet "$CI_COMMIT_SHA"`, { ...around, cwd: place });
  symlinkSync(join(folder, "packages"), join(project, ".npm"));
  for (const needed of needsOf(job)) if (existsSync(artifacts(folder, needed))) cpSync(artifacts(folder, needed), project, { recursive: true });
  const workMs = await timed(rehearsedLines(job).join("\n"), { ...around, cwd: project });
  for (const path of job.artifacts?.paths ?? []) keep(join(project, path), join(artifacts(folder, run.job), path));
  rmSync(place, { recursive: true, force: true });
  return (cloneMs + workMs) / 1_000;
}

const artifacts = (folder: string, job: string): string => join(folder, "artifacts", job);

function keep(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

/** As GitLab's runner does it: one shell, which stops at the first line that fails. */
function timed(script: string, { cwd, env, log }: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly log: string }): Promise<number> {
  const startedAt = performance.now();
  const output = openSync(log, "a");
  const child = spawn("bash", ["-eo", "pipefail", "-c", script], { cwd, env, stdio: ["ignore", output, output], detached: true });
  closeSync(output);
  const end = (): void => void (child.pid !== undefined && process.kill(-child.pid, "SIGKILL"));
  process.once("exit", end);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => process.removeListener("exit", end));
    child.once("close", (code) => (code === 0 ? resolve(performance.now() - startedAt) : reject(new Error(`${readFileSync(log, "utf8").slice(-4_000)}\nended with code ${code ?? "none"}`))));
  });
}
