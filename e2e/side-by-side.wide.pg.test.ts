import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, inject, test } from "vitest";
import { migrations } from "../sync-server/store/migrations/all.ts";
import { openStore } from "../sync-server/store/open-store.ts";
import { createPostgresDriver } from "../sync-server/store/postgres.ts";
import { laterSteps } from "../sync-server/store/testing/next-steps.ts";
import { presentServer } from "../sync-server/testing/run-server.ts";
import { changeVersion } from "./support/change-version.ts";
import { openFleet, type Fleet, type Served } from "./support/fleet.ts";
import { findFormerVersion, putFormerVersion } from "./support/former-version.ts";
import { beginWork } from "./support/work-under-way.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const program = (name: string): string => join(import.meta.dirname, "../sync-server/testing", name);
const [nextServer, laterServer] = [program("next-server.ts"), program("later-server.ts")];
const SERVERS = 3;
const present = migrations.at(-1)?.version ?? 0;

/** The first founds the centre. */
const startSeveral = async (fleet: Fleet, program?: string): Promise<readonly Served[]> =>
  [await fleet.start(program), ...(await Promise.all(Array.from({ length: SERVERS - 1 }, () => fleet.start(program))))];

async function working(): Promise<{ readonly fleet: Fleet; readonly startWork: () => ReturnType<typeof beginWork> }> {
  const fleet = await openFleet(inject("pgUrl"));
  undo.push(fleet.close);
  const startWork = async () => {
    const work = await beginWork(fleet);
    undo.push(work.close);
    return work;
  };
  return { fleet, startWork };
}

test("[ST9] an old and a new version side by side, on an old schema that is migrated under work, and back; then a step that the old one could not bear: nothing is lost, doubled or answered 5xx", async () => {
  const { fleet, startWork } = await working();
  const olds = await startSeveral(fleet);
  const work = await startWork();
  const serving = await changeVersion(fleet, olds, work, { old: presentServer, next: nextServer });

  // Both wrote: the new version what only it knows, the old one rows without it.
  const admin = new pg.Client({ connectionString: fleet.databaseUrl });
  await admin.connect();
  undo.push(() => admin.end());
  const { rows } = await admin.query<{ by_old: number; by_next: number }>("SELECT count(*) FILTER (WHERE opened_at IS NULL)::int AS by_old, count(opened_at)::int AS by_next FROM guichet.file");
  expect(Math.min(rows[0]?.by_old ?? 0, rows[0]?.by_next ?? 0)).toBeGreaterThan(0);

  // The version after takes away what the old one uses: not while one is at work.
  const refused = fleet.run(laterServer, ["migrate"]);
  expect(await refused.ended).toBe(1);
  expect(refused.err()).toMatch(new RegExp(`^Des serveurs plus anciens .*schéma ${present}\\).*\nOlder servers are at work on this store \\(schema ${present}\\).*nothing was changed\\.\n$`));
  await work.goesOn();
  expect(await fleet.leave(serving.old)).toBe(0);
  const done = fleet.run(laterServer, ["migrate"]);
  expect(await done.ended, done.err()).toBe(0);
  await work.goesOn();

  const tooOld = fleet.run(presentServer);
  expect(await tooOld.ended).toBe(1);
  expect(tooOld.err()).toMatch(/^Ce magasin a été écrit par un serveur plus récent.*\nThis store was written by a newer server: .*nothing was changed\.\n$/);
  await work.finish([], () => openStore(createPostgresDriver({ url: fleet.databaseUrl }), { steps: [...migrations, ...laterSteps] }));
});

if (process.env["GUICHET_LONG"] !== undefined) {
  const former = findFormerVersion();
  const said = former.kind === "found" ? `of ${former.day}` : `— SKIPPED: ${former.why}`;
  test.skipIf(former.kind === "missing")(`[ST9] the version before the last change of the schema, from the history, and this one side by side, and back ${said}`, async () => {
    if (former.kind === "missing") throw new Error(former.why);
    const folder = mkdtempSync(join(tmpdir(), "guichet-former-"));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const old = putFormerVersion(former.commit, folder);
    const { fleet, startWork } = await working();
    const olds = await startSeveral(fleet, old);
    const work = await startWork();
    await changeVersion(fleet, olds, work, { old, next: presentServer });
    await work.finish();
  });
}
