import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "../build/test/fresh-database.ts";
import { startFallingPostgres } from "../build/test/start-falling-postgres.ts";
import type { Core } from "../main/core/core.ts";
import { newFile, openFirstTime, settled, temporaryFolder as coreFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { openPostgresStore } from "../sync-server/store/open-store.ts";
import { startDemonstration, temporaryFolder } from "../sync-server/testing/demonstration-server.ts";
import { smallDiskFor } from "./support/small-disk-for.ts";
import { steadyLine, wrongOf } from "./support/steady-line.ts";

const DISK_MIB = 128;
const FALLS = 3;
/** A centre that is away says when to come again; a workstation that met several such answers waits longer. */
const PATIENT_MS = 180_000;

test("[ST4] [ST5] [ST7] [WS7] PostgreSQL whose log has no room goes down: nothing acknowledged is lost, workstations keep their work and say so in words, and once there is room everything is there once", async (context) => {
  const disk = smallDiskFor(context, DISK_MIB);
  const postgres = await startFallingPostgres(disk.dir);
  onTestFinished(postgres.stop);
  const { url } = await createDatabase(postgres.url);
  const { address } = await startDemonstration({ GUICHET_STORE: "postgres", GUICHET_PG_URL: url, GUICHET_DATA: temporaryFolder(), GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_PERSON: "1000000" });
  const core = await workstation(address);
  const lines = [await steadyLine(address, "maelle.exemple", 100_000), await steadyLine(address, "ines.exemple", 200_000)];
  const answered = (): readonly number[] => lines.map(({ answeredAt }) => answeredAt.length);
  for (const line of lines) line.begin();

  const backAfterMs: number[] = [];
  for (let fall = 1; fall <= FALLS; fall += 1) {
    await setTimeout(1_500);
    disk.fill();
    expect(await postgres.fallen()).toMatch(/PANIC: .*No space left on device/);
    const before = answered();
    const file = await newFile(core, someFields(fall));
    unwrap(await core.handlers["files.seal"]({ file }), "seal");
    // What the window says of this stands in sync-telling.test.ts: « Hors ligne, tout est enregistré ici », with what waits.
    await until("it noticed", async () => (await core.handlers["sync.status"](undefined)).kind === "offline");
    expect(await core.handlers["sync.status"](undefined)).toMatchObject({ kind: "offline", waiting: 1, error: { code: "G5002" }, nextTryAt: expect.any(Number) });
    await expect(postgres.start()).rejects.toThrow("No space left on device");
    expect(answered()).toEqual(before);

    disk.free();
    const roomAt = performance.now();
    await postgres.start();
    await until("all are answered again", () => answered().every((count, at) => count > (before[at] ?? count)));
    backAfterMs.push(Math.round(Math.min(...lines.flatMap(({ answeredAt }) => answeredAt.filter((at) => at > roomAt))) - roomAt));
    // Nobody asks: the workstation comes again when it was told to.
    await until("its work is there", async () => (await core.handlers["sync.status"](undefined)).waiting === 0, PATIENT_MS);
  }
  for (const line of lines) {
    await line.finish();
    expect([...line.refusals.keys()].filter((code) => !["G5002", "G9401"].includes(code))).toEqual([]);
    expect(await wrongOf(address, line)).toEqual([]);
  }
  const sent = sum(lines.map(({ files }) => files.length));
  console.info(`${sent} files; back ${backAfterMs.join(", ")} ms after there was room`);
  const { rows } = await core.handlers["files.list"]({ search: "", filter: "mine", sort: "recent", offset: 0, limit: 500 });
  expect(rows.map(({ place }) => place.kind)).toEqual(Array.from({ length: FALLS }, () => "centre"));
  const store = await openPostgresStore({ url });
  onTestFinished(() => store.close());
  expect(sum((await store.countFiles()).map(({ files }) => files))).toBe(sent + FALLS);
  expect(sum((await store.ledgerTotals()).map(({ entries }) => entries))).toBe(sent);
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

async function workstation(address: string): Promise<Core> {
  const own = coreFolder();
  onTestFinished(own.remove);
  const core = await openFirstTime(testDeps(own.dir, address, { log: { info: () => undefined, warn: () => undefined, error: () => undefined } }), "soizic.essai");
  onTestFinished(() => core.close());
  await settled(core);
  return core;
}
