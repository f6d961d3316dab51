import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, inject, test } from "vitest";
import { createDatabase } from "../build/test/fresh-database.ts";
import { startHttpBalancer } from "../build/test/http-balancer.ts";
import { newFile, openFirstTime, settled, temporaryFolder as coreFolder, testDeps, type, until } from "../main/core/test-support/open-core.ts";
import { openPostgresStore } from "../sync-server/store/open-store.ts";
import { startDemonstration, temporaryFolder } from "../sync-server/testing/demonstration-server.ts";
import { remoteWorkstation } from "../sync-server/testing/remote-services.ts";
import { addressOf, run, type Run } from "../sync-server/testing/run-server.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { beginSlowPush } from "./support/slow-push.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of build/test/pg-global.ts, whose own saying of it belongs to another room's types. */
    pgUrl: string;
  }
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const SERVERS = 3;
const LEAVE_SECONDS = 2;
type Served = Run & { readonly address: string };

test(`${SERVERS} server processes on one PostgreSQL, replaced one by one under work: no request is lost or answered 5xx, and every change is kept once`, async () => {
  const database = await createDatabase(inject("pgUrl"));
  undo.push(() => database.drop());
  const store = { GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url, GUICHET_PG_CONNECTIONS: "4" };
  // The identity provider, which is another house: it stays.
  const door = await startDemonstration({ ...store, GUICHET_DATA: temporaryFolder() });
  const balancer = await startHttpBalancer();
  undo.push(() => balancer.close());

  async function start(): Promise<Served> {
    const made = run({
      ...store, GUICHET_PORT: "0", GUICHET_DATA: temporaryFolder(), GUICHET_DEMONSTRATION_ISSUER: door.address, GUICHET_LEAVE_SECONDS: String(LEAVE_SECONDS),
      GUICHET_RATE_PERSON: "1000000", GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_ADDRESS: "1000000",
    });
    const served = { ...made, address: await addressOf(made) };
    await balancer.add(served.address);
    await until("the new server is used", () => balancer.isUsed(served.address));
    return served;
  }
  const servers: Served[] = [];
  for (let n = 0; n < SERVERS; n += 1) servers.push(await start());

  // Work: plain lines that push without a pause, and two real workstations, one of which writes what the other hears of.
  const over = new AbortController();
  const kept: string[] = [];
  const lines = await Promise.all(["maelle.exemple", "yann.modele", "ines.exemple"].map((login) => remoteWorkstation(balancer.address, login, door.address)));
  const pushing = lines.map(async (line) => {
    let pushes = 0;
    for (; !over.signal.aborted; pushes += 1) {
      const files = Array.from({ length: 5 }, newId);
      const verdicts = await line.send(...files.map((file) => ({ kind: "created", file, body: { fields: { legalName: "SARL Exemple" } } })));
      expect(verdicts.map(({ kind }) => kind)).toEqual(files.map(() => "accepted"));
      kept.push(...files);
      await pause(20);
    }
    return pushes;
  });
  let streams = 0;
  const cores = [];
  for (const login of ["maelle.exemple", "yann.modele"]) {
    const folder = coreFolder();
    undo.push(folder.remove);
    const core = await openFirstTime(testDeps(folder.dir, balancer.address, { fetch: (input, init) => {
      if (String(input).includes("/v1/news")) streams += 1;
      return fetch(input, init);
    } }), login);
    undo.push(() => core.close());
    await settled(core);
    cores.push(core);
  }
  const [writer, reader] = cores;
  if (writer === undefined || reader === undefined) throw new Error("two were opened");
  const watched = await newFile(writer, { legalName: "Suivie" });
  const typing = (async () => {
    let versions = 0;
    for (; !over.signal.aborted; versions += 1) {
      await type(writer, watched, { legalName: `Suivie ${versions}` });
      await writer.handlers["files.seal"]({ file: watched });
      await pause(100);
    }
    return versions;
  })();
  await pause(1_000);
  const streamsBefore = streams;

  const probing = await remoteWorkstation(balancer.address, "maelle.exemple", door.address);
  for (const [at, old] of servers.entries()) {
    servers[at] = await start();
    const slow = await beginSlowPush(old.address, probing.token, probing, newId());
    old.child.kill("SIGTERM");
    // Not ready while it still listens and serves; then the listener is closed; then what was inside finishes.
    await until("it says that it is not ready", async () => (await fetch(`${old.address}/readyz`)).status === 503);
    expect((await fetch(`${old.address}/v1/hello`)).status).toBe(200);
    expect(old.out()).not.toContain('"stopped"');
    await until("nobody is let in", async () => !(await isListening(old.address)));
    expect(balancer.isUsed(old.address)).toBe(false);
    expect(await slow.finish()).toMatchObject({ status: 200, verdicts: ["accepted"] });
    kept.push(slow.file);
    expect(await old.ended).toBe(0);
    balancer.remove(old.address);
  }
  await pause(1_000);
  over.abort();
  expect(Math.min(...(await Promise.all(pushing)))).toBeGreaterThan(10);
  const versions = await typing;
  expect(balancer.lost()).toEqual([]);
  expect([...balancer.statuses().keys()].filter((status) => status >= 400)).toEqual([]);

  await settled(writer);
  const shown = async (core: typeof writer) => {
    const opened = await core.handlers["files.open"]({ file: watched });
    return opened.ok ? { version: opened.value.version, fields: opened.value.fields } : undefined;
  };
  const last = await shown(writer);
  expect(last).toMatchObject({ version: versions, fields: { legalName: `Suivie ${versions - 1}` } });
  await until("the reader has heard of the last version", async () => (await shown(reader))?.version === last?.version);
  expect(await shown(reader)).toEqual(last);
  // Each of the two was on a server that has gone.
  expect(streams).toBeGreaterThanOrEqual(streamsBefore + 2);

  const counted = await openPostgresStore({ url: database.url });
  undo.push(() => counted.close());
  expect(new Set(kept).size).toBe(kept.length);
  expect((await counted.countFiles()).reduce((total, { files }) => total + files, 0)).toBe(kept.length + 1);
});

const isListening = async (address: string): Promise<boolean> => {
  const { hostname, port } = new URL(address);
  return await new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
};
