import { randomUUID } from "node:crypto";
import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "../build/test/fresh-database.ts";
import { findPostgresBinaries } from "../build/test/postgres-binaries.ts";
import { startPostgres } from "../build/test/start-postgres.ts";
import { importTable } from "../main/core/test-support/import-text.ts";
import { newFile, openFirstTime, settled, temporaryFolder as coreFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { somePdf } from "../shared/testing/some-documents.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { openPostgresStore } from "../sync-server/store/open-store.ts";
import { startDemonstration, temporaryFolder } from "../sync-server/testing/demonstration-server.ts";
import { putDemonstration } from "../sync-server/testing/prepared-demonstration.ts";
import { smallDiskFor } from "./support/small-disk-for.ts";
import { steadyLine, wrongOf } from "./support/steady-line.ts";

test("[ST5] [WS7] a real workstation waits for a centre whose disk is full, says why in words, and sends everything by itself once there is room", async (context) => {
  const disk = smallDiskFor(context, 100);
  const folder = join(disk.dir, "data");
  await putDemonstration(folder);
  const { address } = await startDemonstration({ GUICHET_DATA: folder });
  const own = coreFolder();
  onTestFinished(own.remove);
  const core = await openFirstTime(testDeps(own.dir, address, { log: { info: () => undefined, warn: () => undefined, error: () => undefined } }), "maelle.exemple");
  onTestFinished(() => core.close());
  await settled(core);
  const first = await newFile(core, someFields(1));
  unwrap(await core.handlers["files.seal"]({ file: first }), "seal");
  await settled(core);
  disk.fill();
  // More than the pages that are there already can hold.
  await importTable(core, ["siren;raison sociale", ...Array.from({ length: 400 }, (_, n) => `;Entreprise ${n} ${"longue ".repeat(20)}`)].join("\n"));
  await until("it says why", async () => (await core.handlers["sync.status"](undefined)).error?.code === "G9401");
  const content = Buffer.from(somePdf(200_000, 7));
  unwrap(await core.handlers["documents.add"]({ file: first, upload: randomUUID(), name: "Kbis.pdf", piece: "KBIS", size: content.length, offset: 0, bytes: content.toString("base64") }), "add");
  expect(await core.handlers["sync.status"](undefined)).toMatchObject({ kind: "offline", error: { code: "G9401" }, nextTryAt: expect.any(Number) });
  disk.free();
  // Nobody asks: it comes again when the centre said that it may.
  await until("everything is there", async () => (await core.handlers["sync.status"](undefined)).waiting === 0, 150_000);
  const { rows, total } = await core.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: 500 });
  expect([total, new Set(rows.map(({ place }) => place.kind))]).toEqual([401, new Set(["centre"])]);
  await until("its content too", async () => (await core.handlers["documents.list"]({ file: first })).every(({ place }) => place.kind === "centre"), 150_000);
});

test("[ST4] [ST5] [ST7] PostgreSQL whose disk is full refuses everything with 503, keeps what was acknowledged, and goes on by itself", async (context) => {
  const disk = smallDiskFor(context, 64);
  const server = await startPostgres();
  onTestFinished(server.stop);
  const { identity } = await findPostgresBinaries(server.folder);
  const place = join(disk.dir, "tablespace");
  mkdirSync(place);
  if (identity !== undefined) chownSync(place, identity.uid, identity.gid);
  const { url } = await createDatabase(server.url);
  await onServer(server.url, `CREATE TABLESPACE small LOCATION '${place}'`);
  await onServer(server.url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET TABLESPACE small`);
  const { address } = await startDemonstration({ GUICHET_STORE: "postgres", GUICHET_PG_URL: url, GUICHET_DATA: temporaryFolder(), GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_PERSON: "1000000" });
  const lines = [await steadyLine(address, "maelle.exemple", 100_000), await steadyLine(address, "ines.exemple", 200_000)];
  for (const line of lines) line.begin();
  await setTimeout(1_500);
  for (let time = 0; time < 3; time += 1) {
    const refused = (): number => lines.reduce((sum, { refusals }) => sum + (refusals.get("G9401") ?? 0), 0);
    const before = refused();
    disk.fill();
    await until("it is full", () => refused() > before + 5);
    disk.free();
    await setTimeout(1_000);
  }
  for (const line of lines) {
    await line.finish();
    expect([...line.refusals.keys()]).toEqual(["G9401"]);
    expect(await wrongOf(address, line)).toEqual([]);
  }
  const store = await openPostgresStore({ url });
  onTestFinished(() => store.close());
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const files = sum(lines.map((line) => line.files.length));
  expect(sum((await store.countFiles()).map((row) => row.files))).toBe(files);
  expect(sum((await store.ledgerTotals()).map(({ entries }) => entries))).toBe(files);
});

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
