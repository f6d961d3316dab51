/**
 * A workstation in a process of its own, for the tests that kill it. Reads one line of JSON, {@link Orders}, opens the real core on that
 * folder (the first time signs in and chooses a passphrase), and prints one line for each thing that a person would be told:
 * "open WAITING", "saved FILE" once a submission is shown as saved, "push begins" and "push answered" around each push.
 * Works until it is killed; with `finish`, sends what waits and prints `{ files, status, verified }` as JSON, and ends.
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { createInterface } from "node:readline";
import { companyAt } from "../../shared/testing/companies.ts";
import { fieldsOfCompany } from "../../shared/testing/some-fields.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import type { FileRow } from "../../shared/bridge/file-views.ts";
import type { SyncStatus, VerifyReport } from "../../shared/bridge/sync-views.ts";
import type { Core } from "../../main/core/core.ts";
import { openKillableCore } from "./open-killable-core.ts";

export type Orders = { readonly dataDir: string; readonly serverUrl: string; readonly login: string; readonly company: number; readonly finish: boolean };
export type Finished = { readonly files: readonly FileRow[]; readonly status: SyncStatus; readonly verified: VerifyReport };

const say = (text: string): void => void writeSync(1, `${text}\n`);

const sayingPushes: typeof fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  if (!address.endsWith("/v1/push")) return await fetch(input, init);
  say("push begins");
  const answer = await fetch(input, init);
  say("push answered");
  return answer;
};

async function typeAndSubmit(core: Core, company: number): Promise<void> {
  const { file } = unwrap(await core.handlers["files.create"](undefined), "create");
  for (const [field, value] of Object.entries(fieldsOfCompany(companyAt(7, company)))) {
    unwrap(await core.handlers["files.saveField"]({ file, field, value: JSON.parse(JSON.stringify(value)) }), field);
    // As a window asks: each call by a message of its own, so that the engine has its turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { version } = unwrap(await core.handlers["files.open"]({ file }), "open");
  const submitted = await core.handlers["files.submit"]({ file, seenVersion: version });
  if (submitted.ok) say(`saved ${file}`);
}

async function listAll(core: Core): Promise<readonly FileRow[]> {
  const found: FileRow[] = [];
  for (;;) {
    const page = await core.handlers["files.list"]({ search: "", filter: "all", sort: "age", offset: found.length, limit: 500 });
    found.push(...page.rows);
    if (page.rows.length === 0 || found.length >= page.total) return found;
  }
}

async function finish(core: Core, login: string): Promise<Finished> {
  for (const row of await listAll(core)) if (row.place.kind === "here-only") unwrap(await core.handlers["files.seal"]({ file: row.file }), "seal");
  for (const end = Date.now() + 90_000; ; ) {
    const status = await core.handlers["sync.now"](undefined);
    if (status.kind === "signed-out") unwrap(await core.handlers["session.demonstrationSignIn"]({ login }), "signs in again");
    if ((status.kind === "idle" && status.waiting === 0) || status.kind === "stopped" || Date.now() > end) {
      return { files: await listAll(core), status, verified: await core.handlers["core.verify"](undefined) };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function work(orders: Orders): Promise<void> {
  const core = await openKillableCore({ ...orders, fetch: sayingPushes, say });
  // Now, for most of these end by being killed.
  flushCompileCache();
  say(`open ${(await core.handlers["sync.status"](undefined)).waiting}`);
  if (orders.finish) {
    say(JSON.stringify(await finish(core, orders.login)));
    await core.close();
    return;
  }
  for (let company = orders.company; ; company += 1) await typeAndSubmit(core, company);
}

createInterface({ input: process.stdin }).once("line", (line) => {
  const orders: Orders = JSON.parse(line);
  void work(orders).then(() => process.exit(0));
});
