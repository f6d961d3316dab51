import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "./store/open-store.ts";
import { createPgliteDriver } from "./store/pglite.ts";
import { createSmallWorld } from "./testing/small-world.ts";
import { created, freshSiren, submitted } from "./testing/contract-world.ts";
import { soundFields } from "./testing/sound-fields.ts";
import { newId } from "./testing/workstation.ts";

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-verify-"));
  const { services, workstation } = await createSmallWorld(await openStore(await createPgliteDriver({ folder: join(folder, "store") })));
  const file = newId();
  await (await workstation("marie")).send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1));
  await services.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verify = async (language: string, ...flags: readonly string[]) => {
  const env = { ...process.env, GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder, LC_ALL: language };
  return await promisify(execFile)(process.execPath, ["sync-server/main.ts", "verify", ...flags], { env }).then(({ stdout }) => ({ code: 0, stdout }), (error: { readonly code: number; readonly stdout: string }) => error);
};

test("the command reads all that a store keeps, in both languages and as JSON; what was rewritten since is named and ends it at 1", async () => {
  const sound = await verify("fr_FR.UTF-8");
  expect([sound.code, sound.stdout]).toEqual([0, expect.stringContaining("Tout est tel que c’était écrit.")]);
  const before = JSON.parse((await verify("fr_FR.UTF-8", "--json")).stdout);
  expect(before).toMatchObject({ faults: [], changes: 2, pushes: 1, loans: 1, workstations: 1 });
  const driver = await createPgliteDriver({ folder: join(folder, "store") });
  await driver.administer(async (sql) => await sql.script("SET search_path TO guichet; UPDATE audit_link SET kind = 'nothing' WHERE n = 2; RESET ALL"));
  await driver.close();
  const broken = await verify("en_GB.UTF-8");
  expect([broken.code, broken.stdout]).toEqual([1, expect.stringContaining("event 2: chain of the audit, wrong hash")]);
});
