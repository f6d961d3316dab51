import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Core } from "../core.ts";
import type { Query, WritableDb } from "../db/connection.ts";
import { openDb } from "../db/open-db.ts";
import { sql } from "../db/sql.ts";
import { openKeyFile } from "../keys/key-file.ts";
import { startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openAgain, openFirstTime, PASSPHRASE, settled, temporaryFolder, testDeps } from "../test-support/open-core.ts";

let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core | undefined;
beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
});
afterEach(async () => {
  await core?.close();
  await centre.close();
  folder.remove();
});

/** Three sealed changes of two files, two of them at the centre; then somebody with the key changes a row behind the program's back. */
async function tampered(how: (db: WritableDb) => void): Promise<readonly string[]> {
  const deps = testDeps(folder.dir, centre.url);
  const first = await openFirstTime(deps, "anne");
  const [one, two] = [await newFile(first), await newFile(first, { legalName: "Deux" })];
  for (const file of [one, two]) unwrap(await first.handlers["files.seal"]({ file }), "seal");
  await settled(first);
  await centre.close();
  await newFile(first, { legalName: "Trois" });
  await first.close();
  const dir = join(folder.dir, "profiles", readdirSync(join(folder.dir, "profiles"))[0] ?? "");
  const key = unwrap(await openKeyFile({ dir, vault: deps.keyVault, randomBytes: deps.randomBytes }, PASSPHRASE), "key");
  const db = unwrap(await openDb({ dir, key: key.key, now: Date.now }), "db");
  db.transaction((write) => how(write));
  db.close();
  centre = await startFakeCentre(centre.pure, Number(new URL(centre.url).port));
  // Compared with the centre, what differs would be mended before it is looked at.
  centre.mischief = (path) => (path.startsWith("/v1/buckets") ? "cut" : "go-on");
  core = await openAgain(deps);
  return (await core.handlers["core.verify"](undefined)).faults;
}
const run = (query: Query) => (db: WritableDb): void => void db.run(query);

test("what was written by the program verifies", async () => {
  expect(await tampered(() => undefined)).toEqual([]);
});

test.each([
  ["a body", sql`UPDATE outbox SET body = replace(body, 'Deux', 'Dix') WHERE seq = 2`, /change 2: body does not match/],
  ["a head", sql`UPDATE outbox SET head = replace(head, '"base":0', '"base":1') WHERE seq = 2`, /change 2: head does not match its hash/],
  ["a hash of the chain", sql`UPDATE outbox SET hash = ${"a".repeat(64)} WHERE seq = 1`, /change 2: chain broken/],
  ["a verdict forgotten", sql`UPDATE outbox SET outcome = NULL, verdict = NULL WHERE seq = 1`, /change 1: verdict and mark disagree/],
  ["the end of the line cut", sql`DELETE FROM outbox WHERE seq = 3`, /line: ends at 2, should end at 3/],
  ["a state of the centre", sql`UPDATE file_truth SET state = replace(state, 'Deux', 'Dix')`, /state does not match its hash/],
  ["a line of the list", sql`UPDATE file_row SET name = 'Autre' WHERE name = 'Deux'`, /its line in the list is not what it is made of/],
  ["the words of the search", sql`DELETE FROM file_search WHERE rowid = 1`, /not every file can be found/],
] as const)("a change behind its back is named: %s", async (_what, query, fault) => {
  expect((await tampered(run(query))).some((line) => fault.test(line))).toBe(true);
});

test("no fault quotes what was typed", async () => {
  const faults = await tampered((db) => {
    db.run(sql`UPDATE outbox SET body = replace(body, 'Deux', 'Dix')`);
    db.run(sql`UPDATE file_truth SET state = replace(state, 'Deux', 'Dix')`);
    db.run(sql`UPDATE file_row SET siren = '1'`);
  });
  expect(faults.length).toBeGreaterThan(2);
  expect(faults.join()).not.toMatch(/Deux|Dix|Boulangerie|732829320/);
});
