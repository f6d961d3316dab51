import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { isRunning } from "./process-life.ts";
import { folderPrefix } from "./start-postgres.ts";
import { sweepOrphans } from "./sweep-orphans.ts";

type Owned = { readonly owner: ChildProcess; readonly folder: string; readonly server: number };

/** A process that starts a PostgreSQL of its own, as pg-global.ts does, and then waits. */
async function ownPostgres(): Promise<Owned> {
  const module = new URL("./start-postgres.ts", import.meta.url).href;
  const code = `import { startPostgres } from ${JSON.stringify(module)}; const { folder } = await startPostgres(); process.once("SIGINT", () => process.exit(130)); console.log(folder); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "ignore"] });
  owners.push(owner);
  const [line] = await once(owner.stdout, "data");
  const folder = String(line).trim();
  return { owner, folder, server: Number(readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n")[0]) };
}

const owners: ChildProcess[] = [];
afterEach(() => owners.splice(0).forEach((owner) => owner.kill("SIGINT")));

test("Ctrl-C stops the server and removes its folder", async () => {
  const { owner, folder, server } = await ownPostgres();
  expect(isRunning(server)).toBe(true);
  owner.kill("SIGINT");
  await once(owner, "exit");
  expect(isRunning(server)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

test.skipIf(process.platform !== "linux")("the server of a run that was killed is stopped and removed by the next run, a living one's is not", async () => {
  const [killed, living] = [await ownPostgres(), await ownPostgres()];
  killed.owner.kill("SIGKILL");
  await once(killed.owner, "exit");
  expect(isRunning(killed.server)).toBe(true);
  sweepOrphans(folderPrefix);
  expect(isRunning(killed.server)).toBe(false);
  expect(existsSync(killed.folder)).toBe(false);
  expect(isRunning(living.server)).toBe(true);
});
