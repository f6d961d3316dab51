import { spawn } from "node:child_process";
import process from "node:process";
import { expect, test } from "vitest";
import { stages } from "../test/stages.ts";
import { readPipeline, runsOf } from "./pipeline.ts";

/** Without the file that this test's own results go to; all tests, as the pipeline runs them. */
const { GUICHET_RESULTS: _results, GUICHET_SHORT: _short, ...env } = process.env;

/** The end-to-end tests that `npm run test:e2e` with these arguments would run, by Playwright's own list: files and titles. Lines are left out: while several start at once, some tell those of the compiled text. */
function listed(args: readonly string[]): Promise<readonly string[]> {
  const stage = stages.find(({ name }) => name === "e2e");
  const child = spawn(process.execPath, [...(stage?.args ?? []), ...args, "--list"], { env: { ...env, ...stage?.plain }, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  return new Promise((resolve, reject) => child.once("close", (code) => (code === 0 ? resolve(out.split("\n").filter((line) => line.includes(" › ")).map((line) => line.replace(/:\d+:\d+ › /, " › "))) : reject(new Error(`ended with code ${code ?? "none"}`)))));
}

test("the pipeline's parts of the end-to-end tests are together all of them, each once", async () => {
  const job = readPipeline().jobs.get("test") ?? {};
  const given = /^npm run test:\$SUITE -- (.+)$/.exec(job.script?.[0] ?? "")?.[1] ?? "";
  const parts = runsOf("test", job).filter(({ variables }) => variables["SUITE"] === "e2e").map(({ variables }) => given.replaceAll(/\$(\w+)/g, (_text, name: string) => variables[name] ?? "").split(" "));
  expect(parts.map((part) => part.join(" "))).toEqual([...[1, 2, 3, 4, 5, 6, 7, 8].map((part) => `--shard=${part}/8 --project=stories`), ...[1, 2].map((part) => `--shard=${part}/2 --project=screens`)]);
  const [whole = [], ...each] = await Promise.all([[], ...parts].map(listed));
  expect(whole.length).toBeGreaterThan(60);
  expect(each.flat().toSorted()).toEqual(whole.toSorted());
  for (const part of each) expect(part.length).toBeGreaterThan(0);
}, 600_000); // eleven starts of Playwright: seconds, minutes on a machine that does much else
