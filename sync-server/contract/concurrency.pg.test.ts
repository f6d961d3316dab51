import pg from "pg";
import { expect, inject, test } from "vitest";
import type { News, Verdict } from "../../shared/sync/protocol.ts";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { createServices } from "../domain/create-services.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { openPostgresStore } from "../store/open-store.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId, type Intention } from "../testing/workstation.ts";
import { created, freshSiren, ownBranch, submitted } from "../testing/contract-world.ts";

const CEILING = 100_000_000;

async function deadlocks(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Number((await client.query<{ deadlocks: string }>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).rows[0]?.deadlocks);
  } finally {
    await client.end();
  }
}

test("[ST5] [SY31] four writers of two banks sharing fifty companies never deadlock, a bad change never stops its neighbours, and no ceiling is passed", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const store = await openPostgresStore({ url: database.url, connections: 8 });
  try {
    const { workstation, services, caller } = await createSmallWorld(store);
    await services.setBusinessDate(await caller("anna"), legalDate("2020-06-15"));
    const writers = await Promise.all(["marie", "paul", "lea", "zoe"].map(workstation));
    const companies = Array.from({ length: 50 }, freshSiren);
    const rounds = 6;
    const verdicts = await Promise.all(writers.map(async (writer, w) => {
      const all: Verdict[] = [];
      for (let round = 0; round < rounds; round += 1) {
        // Each writer names the companies in an order of her own: locks taken in that order would cross.
        const order = w % 2 === 0 ? companies : companies.toReversed();
        const intentions = order.flatMap((siren, i): Intention[] => {
          const file = newId();
          const amount = CEILING / 4;
          return [created(file, soundFields({ siren, amount, exposureAtGrant: amount })), submitted(file, 1), ...(i % 10 === 0 ? [created(newId(), { amount: -1 })] : [])];
        });
        all.push(...(await writer.send(...intentions)));
      }
      return all;
    }));
    const kinds = Map.groupBy(verdicts.flat(), (verdict) => (verdict.kind === "refused" ? verdict.code : verdict.kind === "accepted" && verdict.number !== undefined ? "registered" : verdict.kind));
    const counted = Object.fromEntries([...kinds].map(([kind, list]) => [kind, list.length]));
    const asked = 4 * rounds * 50;
    expect(counted).toEqual({ accepted: asked, registered: 4 * 50, G2004: asked - 4 * 50, G2002: 4 * rounds * 5 });
    const totals = await store.ledgerTotals();
    expect(totals).toHaveLength(50);
    expect(totals.every((row) => row.amount === CEILING && row.entries === 4)).toBe(true);
    expect(await deadlocks(database.url)).toBe(0);
    await services.close();
  } finally {
    await database.drop();
  }
});

test("[SY11] [ST4] the same line re-issued by two replicas of one person at the same instant is kept once", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const store = await openPostgresStore({ url: database.url });
  try {
    const { workstation, services } = await createSmallWorld(store);
    for (let round = 0; round < 10; round += 1) {
      const copies = await Promise.all([workstation("marie"), workstation("marie")]);
      const [file, change] = [newId(), newId()];
      const verdicts = (await Promise.all(copies.map((copy) => copy.send(created(file, { city: "Lyon" }, { change }))))).flat();
      expect(verdicts.map((verdict) => verdict.kind).toSorted()).toEqual(["accepted", "duplicate"]);
    }
    await services.close();
  } finally {
    await database.drop();
  }
});

test("[SY45] two server processes on one database hear of each other's commits, and of a new business date", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const [one, two] = [await openPostgresStore({ url: database.url }), await openPostgresStore({ url: database.url })];
  const { workstation, services, caller } = await createSmallWorld(one);
  const other = await createServices({ store: two });
  try {
    const marie = await workstation("marie");
    const heard: News[] = [];
    other.watch(await caller("paul"), (news) => heard.push(news));
    await marie.send(created(newId(), {}), created(newId(), {}));
    await services.setBusinessDate(await caller("anna"), legalDate("2020-07-01"));
    await expect.poll(() => heard.length).toBeGreaterThanOrEqual(2);
    expect(heard).toEqual([{ branch: ownBranch(marie), n: 2 }, { businessDate: "2020-07-01" }]);
    expect((await other.centre()).businessDate).toBe("2020-07-01");
    expect((await other.centre()).centre).toBe((await services.centre()).centre);
  } finally {
    await other.close();
    await services.close();
    await database.drop();
  }
});

test("[SY45] when the line of news is cut, it is opened again and every watcher hears where her branches stand", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const store = await openPostgresStore({ url: database.url });
  const { workstation, services } = await createSmallWorld(store);
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  try {
    const marie = await workstation("marie");
    await marie.send(created(newId(), {}));
    const heard: News[] = [];
    services.watch(marie.caller, (news) => heard.push(news));
    const { rowCount } = await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
    expect(rowCount).toBe(1);
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(heard).toEqual([{ branch: ownBranch(marie), n: 1 }]);
  } finally {
    await admin.end();
    await services.close();
    await database.drop();
  }
});

test("[ST5] a store whose connections are cut under it loses that push only, and takes it when it comes again", async () => {
  const database = await createDatabase(inject("pgUrl"));
  const store = await openPostgresStore({ url: database.url, connections: 2 });
  const { workstation, services } = await createSmallWorld(store);
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  try {
    const marie = await workstation("marie");
    for (let round = 0; round < 5; round += 1) {
      const first = marie.nextSeq();
      for (let i = 0; i < 200; i += 1) for (const file of [newId()]) { marie.seal(created(file)); marie.seal(submitted(file, 1)); }
      const pushing = marie.push(first).then((result) => result, () => "cut" as const);
      await new Promise((resolve) => setTimeout(resolve, 20 * round));
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
      await pushing;
      const again = await retried(() => marie.push(first));
      expect(again.ok && again.value.have).toBe(first + 399);
    }
    expect((await store.countFiles()).reduce((sum, row) => sum + row.files, 0)).toBe(1_000);
  } finally {
    await admin.end();
    await services.close();
    await database.drop();
  }
});

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 30_000; ; ) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
