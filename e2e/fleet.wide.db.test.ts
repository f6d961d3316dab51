import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { simulatedFleet } from "../shared/fleet/testing-fleet.ts";
import type { FleetTotals } from "../shared/fleet/fleet.ts";
import { diagnosticSchema } from "../shared/sync/diagnostic-messages.ts";
import type { Device } from "../shared/sync/device-messages.ts";
import { demonstrationBanks, demonstrationPeople } from "../sync-server/demonstration/people.ts";
import { createPgliteDriver } from "../sync-server/store/pglite.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** A real centre that knows five thousand workstations of one bank, and those who look after them at their command lines. */
const MANY = 5_000;
let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld("fleet");
  await world.server.stop();
  await putFleet(join(world.root, "server", "store"));
  await world.server.start();
}, 600_000);
afterAll(() => world.close());

/** As five thousand workstations that enrolled and were heard would have left it; the owners of the tables put it there, for row-level security lets nobody. */
async function putFleet(folder: string): Promise<void> {
  const bank = demonstrationBanks[0]?.id ?? "";
  const owners = demonstrationPeople.filter((person) => person.bank === bank && ["advisor", "manager"].includes(person.role)).map(({ id }) => id);
  const driver = await createPgliteDriver({ folder });
  const rows = simulatedFleet(MANY, Date.now()).map((device, n) => ({ ...device, owner: owners[n % owners.length], replica: `018f0000-0000-7000-8001-${n.toString(16).padStart(12, "0")}`, changes: device.waiting?.changes ?? 0, since: device.waiting?.since ?? null, ended: device.revoked?.at ?? null, approval: device.state === "waiting" ? "waiting" : null }));
  await driver.administer(async (sql) => {
    await sql.script("SET search_path = guichet; SET session_replication_role = replica"); // nothing noted: nobody did this
    const columns = 't (replica uuid, owner uuid, label text, "enrolledAt" bigint, "heardAt" bigint, version text, changes bigint, since bigint, ended bigint, approval text, "clockOffMs" bigint, "diskFreeMib" bigint)';
    await sql.query(`INSERT INTO replica (bank_id, replica_id, person_id, public_key, device, last_hash, enrolled_at, revoked_at) SELECT $1::uuid, replica, owner, 'x', label, repeat('0', 64), "enrolledAt", ended FROM jsonb_to_recordset($2::jsonb) AS ${columns}`, [bank, JSON.stringify(rows)]);
    await sql.query(`INSERT INTO device (bank_id, replica_id, person_id, approval, heard_at, version, waiting, oldest_at, clock_off_ms, disk_free_mib) SELECT $1::uuid, replica, owner, approval, "heardAt", version, changes, since, "clockOffMs", "diskFreeMib" FROM jsonb_to_recordset($2::jsonb) AS ${columns}`, [bank, JSON.stringify(rows)]);
  });
  await driver.close();
}

type Told = { readonly devices: readonly (Device & { readonly why: readonly string[] })[]; readonly totals: FleetTotals };
async function support(...argv: readonly string[]): Promise<Told> {
  const { code, out, err } = await world.run("sami", ["support", "devices", "--user", "sami.depannage", "--json", ...argv], "demonstration\n");
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out); // as the schema of the answer says
}

test("[FL3] [FL4] support hears of all five thousand, by pages, with what needs a look; the filters are those of the window", async () => {
  const whole = await support();
  expect(whole.devices).toHaveLength(MANY);
  expect(new Set(whole.devices.map(({ device }) => device)).size).toBe(MANY);
  expect(whole.totals).toMatchObject({ all: MANY, look: whole.devices.filter(({ why }) => why.length > 0).length });
  const clocks = await support("--show", "clock", "--sort", "clock");
  expect(clocks.devices.map(({ device }) => device).toSorted()).toEqual(whole.devices.filter(({ state, clockOffMs = 0 }) => state !== "revoked" && Math.abs(clockOffMs) > 120_000).map(({ device }) => device).toSorted());
  expect(Math.abs(clocks.devices[0]?.clockOffMs ?? 0)).toBe(Math.max(...clocks.devices.map(({ clockOffMs = 0 }) => Math.abs(clockOffMs))));
  expect((await support("--of-version", "0.8.2", "--unseen", "21")).devices.every(({ version, why }) => version === "0.8.2" && (why.includes("unseen") || why.length === 0))).toBe(true);
  expect((await support("--search", "pc-brest-0042")).devices.map(({ label }) => label)).toEqual(whole.devices.map(({ label }) => label).filter((label) => label === "PC-BREST-0042"));
  expect(whole.totals.why.disk).toBeGreaterThan(0);
});

test("[FL3] a table is written once, neutral to whoever opens it, and nothing of clients is in it", async () => {
  const file = join(world.root, "fleet.csv");
  const asked = ["support", "devices", "--user", "sami.depannage", "--show", "disk", "--csv", file];
  expect((await world.run("sami", asked, "demonstration\n")).code).toBe(0);
  const lines = readFileSync(file, "utf8").trimEnd().split("\r\n");
  expect(lines).toHaveLength((await support()).totals.why.disk + 1);
  expect(lines[0]).toContain("Disque libre (Mio)");
  expect((await world.run("sami", asked, "demonstration\n")).code).not.toBe(0);
});

test("[FL3] [DV3] an administrator lists them at her own desk, and asks to end one of them by its id", async () => {
  expect((await world.run("nadege", ["init", "--user", "nadege.specimen", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  const listed = await world.run("nadege", ["devices", "--show", "unseen", "--json"]);
  const { devices, totals }: Told = JSON.parse(listed.out); // as the schema of the answer says
  expect([devices.length > 0, totals.all >= MANY]).toEqual([true, true]);
  const told = await world.run("nadege", ["devices", "--show", "unseen", "--sort", "heard"]);
  expect(told.out).toMatch(/postes demandent un regard/);
  expect((await world.run("nadege", ["devices", "revoke", devices[0]?.device ?? ""])).out).toContain("La demande est conservée");
  expect((await world.run("nadege", ["devices", "revoke", devices[1]?.device ?? "", "--show", "disk"])).code).not.toBe(0);
});

test("[FL5] [FL6] a workstation shows and writes its diagnostic with no network; support asks for it with a reason and is told that nobody answered", async () => {
  expect((await world.run("maelle", ["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  expect((await world.run("maelle", ["sync"])).code).toBe(0);
  const mine: Told = JSON.parse((await world.run("maelle", ["devices", "mine", "--search", hostname(), "--json"])).out); // as the schema of the answer says
  const own = mine.devices.find(({ heardAt = 0 }) => Date.now() - heardAt < 600_000)?.device ?? mine.devices[0]?.device ?? "";
  world.network.setWeather({ kind: "cut" });
  const shown = await world.run("maelle", ["diagnostic", "--json"]);
  expect(diagnosticSchema.parse(JSON.parse(shown.out))).toMatchObject({ host: "cli", counts: { files: 0 } });
  const file = join(world.root, "diagnostic.json");
  expect((await world.run("maelle", ["diagnostic", file])).out).toContain("Rien n’est parti");
  expect(diagnosticSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).success).toBe(true);
  expect((await world.run("maelle", ["diagnostic", file])).code).toBe(2);
  world.network.setWeather({ kind: "fair" });
  const ask = (...argv: readonly string[]) => world.run("sami", ["support", ...argv, "--user", "sami.depannage"], "demonstration\n");
  expect((await ask("diagnose", own, "--reason", "Lenteurs depuis lundi")).out).toContain("Demandé par Sami Dépannage");
  expect((await ask("diagnostic", own)).out).toContain("Raison\u00a0: Lenteurs depuis lundi");
  expect((await ask("diagnose", own)).code).toBe(2);
  expect(JSON.parse((await ask("diagnose", own, "--reason", "Encore", "--json")).out)).toMatchObject({ error: { code: "G9624" } });
});
