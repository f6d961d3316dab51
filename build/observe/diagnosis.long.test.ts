import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localRecoveryText } from "../../shared/testing/local-recovery.ts";
import { boards } from "../../sync-server/observe/boards/all.ts";
import { causes } from "../../sync-server/observe/causes.ts";
import { freshSiren } from "../../sync-server/testing/contract-world.ts";
import { remoteServices, remoteWorkstation, type RemoteWorkstation } from "../../sync-server/testing/remote-services.ts";
import { newId } from "../../sync-server/testing/workstation.ts";
import { soundFields } from "../../sync-server/testing/sound-fields.ts";
import { moveBusinessDate, openOffice, type AtWork, type Office } from "./testing/people-at-work.ts";
import { probe } from "./testing/probe.ts";
import { startWatch, type Watch } from "./testing/watch.ts";
import { startWatchedServers, type WatchedServer, type WatchedServers } from "./testing/watched-servers.ts";

const DAY = "2020-06-15";
const FIND_MS = 90_000;
let [world, watch, office, admin]: [WatchedServers, Watch, Office, pg.Client] = [undefined as never, undefined as never, undefined as never, undefined as never];
const servers: WatchedServer[] = [];
let [maelle, claire]: [AtWork, RemoteWorkstation] = [undefined as never, undefined as never];
const folder = mkdtempSync(join(tmpdir(), "guichet-diagnosis-"));
const closing = new AsyncDisposableStack();

/** People ask the servers in turn, as through a load balancer that knows which ones are ready. */
const anyServer = (n: number) => (): string | undefined => servers[n % Math.max(1, servers.length)]?.url;
const firstServer = (): string => servers[0]?.url ?? "";

beforeAll(async () => {
  world = closing.adopt(await startWatchedServers(folder), (it) => it.close());
  admin = closing.adopt(new pg.Client({ connectionString: world.adminUrl }), (it) => it.end());
  await admin.connect();
  watch = closing.adopt(startWatch(), (it) => it.close());
  for (let i = 0; i < 3; i += 1) servers.push(await world.start());
  claire = await remoteWorkstation(firstServer(), "claire.maquette", world.identityUrl);
  await moveBusinessDate(firstServer(), claire.token, DAY);
  for (const { url } of servers) watch.add(url);
  office = closing.adopt(openOffice(world.identityUrl), (it) => it.close());
  for (const [n, login] of ["maelle.exemple", "soizic.essai", "ines.exemple", "maialen.essai", "paul.modele"].entries()) {
    const hired = await office.hire(login, anyServer(n));
    if (n === 0) maelle = hired;
  }
  closing.adopt(await probe({ ready: () => servers.map(({ url }) => url), at: firstServer, identityUrl: world.identityUrl }), (it) => it.close());
});
afterAll(async () => {
  await closing.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the table says to look for which one. */
async function whichOf(cause: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const which = causes.find(({ name }) => name === cause)?.which;
  const panel = boards.find(({ name }) => name === which?.board)?.panels.find(({ id }) => id === which?.id);
  if (which === undefined || panel === undefined) throw new Error(`${cause} says nowhere which one`);
  if (panel.kind === "measures") return watch.panel(which.board, which.id).toSorted((a, b) => b.value - a.value).map(({ labels, value }) => ({ ...labels, value }));
  await admin.query("SET ROLE guichet_bi");
  try {
    return (await admin.query<Record<string, unknown>>(panel.sql)).rows;
  } finally {
    await admin.query("RESET ROLE");
  }
}
/** The fault is found and nothing else is named; once it is over, nothing fires. */
async function finds(cause: string, mend: () => unknown, look: () => Promise<void> = async () => undefined): Promise<void> {
  try {
    await watch.until([cause], FIND_MS);
    await watch.stays([cause], 3_000);
    await look();
  } finally {
    await mend();
  }
  await watch.until([], FIND_MS);
}

test("[SE7] while all is well nothing fires", async () => {
  await watch.until([], 60_000);
  await watch.stays([], 20_000);
  expect(watch.panel("service", 2).find(({ labels }) => labels["route"] === "/v1/push")?.value).toBeGreaterThan(1);
});

test("[SE6] no label of servers at work holds anything of anybody", async () => {
  const words = new Map<string, Set<string>>();
  for (const [, label = "", said = ""] of watch.texts().join("\n").matchAll(/(\w+)="([^"]*)"/g)) words.set(label, (words.get(label) ?? new Set()).add(said));
  const rows = await admin.query<{ text: string }>("SELECT bank_id::text AS text FROM guichet.bank UNION SELECT name FROM guichet.bank UNION SELECT branch_id::text FROM guichet.branch UNION SELECT name FROM guichet.branch UNION SELECT name FROM guichet.person UNION SELECT replica_id::text FROM guichet.replica UNION SELECT siren FROM guichet.ledger_account");
  const known = new Set(rows.rows.map(({ text }) => text));
  expect(known.size).toBeGreaterThan(20);
  for (const [label, said] of words) {
    expect([...said].filter((one) => known.has(one) || /\d{6}|[0-9a-f]{8}-[0-9a-f]{4}/.test(one)), label).toEqual([]);
    expect(said.size, label).toBeLessThan(120);
  }
});

test("[SE7] the database is slow", async () => {
  world.lines.database.setWeather({ kind: "slow", delayMs: 250 });
  await finds("database-slow", () => world.lines.database.setWeather({ kind: "fair" }));
});

test("[SE7] the database is away", async () => {
  world.lines.database.setWeather({ kind: "cut" });
  await finds("database-away", () => world.lines.database.setWeather({ kind: "fair" }));
});

test("[SE7] the documents' store is away", async () => {
  world.lines.documents.setWeather({ kind: "cut" });
  await finds("documents-away", () => world.lines.documents.setWeather({ kind: "fair" }));
});

test("[SE7] a server is dead: which one", async () => {
  const [dead] = servers.splice(1, 1);
  dead?.child.kill("SIGKILL");
  await finds("server-dead", async () => {
    watch.remove(dead?.url ?? "");
    const fresh = await world.start();
    servers.push(fresh);
    watch.add(fresh.url);
  }, async () => {
    expect((await whichOf("server-dead")).at(-1)).toMatchObject({ instance: dead?.instance, value: 0 });
  });
});

test("[SE7] the identity provider is away: a server that never had its keys lets nobody in", async () => {
  world.lines.identity.setWeather({ kind: "cut" });
  const fresh = await world.start();
  servers.push(fresh);
  watch.add(fresh.url);
  await finds("identity-away", () => world.lines.identity.setWeather({ kind: "fair" }));
});

test("[SE7] a session holds an account of the ledger", async () => {
  const siren = freshSiren();
  maelle.nextCompany(siren);
  await expect.poll(async () => (await admin.query("SELECT 1 FROM guichet.ledger_account WHERE siren = $1", [siren])).rowCount, { interval: 200 }).toBe(1);
  const holder = new pg.Client({ connectionString: world.adminUrl });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM guichet.ledger_account WHERE siren = $1 FOR UPDATE", [siren]);
  maelle.nextCompany(siren);
  await finds("ledger-held", () => holder.end(), async () => {
    expect(Number((await whichOf("ledger-held"))[0]?.["value"])).toBeGreaterThan(0);
  });
});

test("[SE7] a version of the rules was published in which the scheme is closed: by which code it refuses", async () => {
  const [camille, dominique, pack] = ["de300000-0000-4000-8000-000000000120", "de300000-0000-4000-8000-000000000121", join(folder, "closed.json")];
  writeFileSync(pack, localRecoveryText.replace('"value":"2022-06-30"', '"value":"2020-03-31"')); // of the first scheme, under which people enter
  const say = async (...words: readonly string[]): Promise<void> => await world.command("scheme", ...words, "--yes");
  await say("propose", pack, "--as", camille);
  await say("approve", "pge-france@1.1.0", "--as", dominique);
  const withdraw = async (): Promise<void> => { for (const by of [camille, dominique]) await say("withdraw", "pge-france@1.1.0", "--as", by); };
  await finds("rule-or-quota", withdraw, async () => {
    expect((await whichOf("rule-or-quota"))[0]).toMatchObject({ code: expect.stringMatching(/^G2\d{3}$/) });
  });
});

test("[SE7] a branch no longer sends: which one", async () => {
  const quiet = await remoteWorkstation(firstServer(), "peio.gabarit", world.identityUrl);
  const says = (server: string, waiting: number) => remoteServices(server, quiet.token).pull(quiet.caller, { protocol: 1, ...quiet.address, replica: quiet.replica, cursors: [{ branch: quiet.caller.branches[0]?.id ?? "", n: 0 }], limit: 1, workstation: { version: "1.0.0", waiting, oldestAt: Date.now() - 30 * 3_600_000 } });
  expect(await says(firstServer(), 4)).toMatchObject({ ok: true });
  // A server notes a workstation again after minutes: that all is sent, another one hears first.
  await finds("branch-cut-off", () => says(servers[1]?.url ?? "", 0), async () => {
    expect((await whichOf("branch-cut-off"))[0]).toMatchObject({ branch: "Agence de Bayonne", changes: "4" });
  });
});

test("[SE7] a loan was disbursed and nobody declared it: in which branch", async () => {
  const paul = await remoteWorkstation(firstServer(), "paul.modele", world.identityUrl);
  const file = newId();
  await paul.send({ kind: "created", file, body: { fields: soundFields({ siren: freshSiren() }) } }, { kind: "submitted", file, base: 1 });
  const step = async (at: RemoteWorkstation, base: number, name: string, facts: object = {}): Promise<number> => {
    const [verdict] = await at.send({ kind: "recorded", file, base, branch: paul.caller.branches[0]?.id ?? "", body: { step: name, facts } });
    if (verdict?.kind !== "accepted") throw new Error(`${name}: ${JSON.stringify(verdict)}`);
    return verdict.version;
  };
  const approved = await step(claire, 2, "approved", { on: DAY });
  const disbursed = await step(paul, approved, "disbursed", { on: DAY, amount: 10_000_000 });
  await moveBusinessDate(firstServer(), claire.token, "2020-07-01");
  await finds("declarations-forgotten", () => step(paul, disbursed, "declared", { on: "2020-07-01", batch: "D-1" }), async () => {
    expect((await whichOf("declarations-forgotten"))[0]).toMatchObject({ branch: "Agence de La Rochelle", loans: "1" });
  });
});
