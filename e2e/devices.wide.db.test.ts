import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demonstrationBanks } from "../sync-server/demonstration/people.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** A lost laptop, at the command line of everybody concerned and a real centre. */
let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld("devices");
  for (const [who, login] of [["maelle", "maelle.exemple"], ["yann", "yann.modele"], ["gwenola", "gwenola.maquette"], ["loic", "loic.fictif"]] as const) {
    expect((await run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
    expect((await run(who, ["sync"])).code).toBe(0);
  }
});
afterAll(() => world.close());

const run: CliWorld["run"] = (...asked) => world.run(...asked);
async function json(who: string, argv: readonly string[]): Promise<readonly [number, unknown]> {
  const { code, out } = await run(who, [...argv, "--json"]);
  return [code, JSON.parse(out)];
}
type Listed = { readonly devices: readonly { readonly device: string; readonly name: string; readonly version?: string; readonly state: string; readonly erase?: { readonly doneAt?: number; readonly toldAt?: number } }[] };
async function deviceOf(name: string) {
  const [code, listed] = await json("gwenola", ["devices"]);
  expect(code).toBe(0);
  return (listed as Listed).devices.find((one) => one.name === name); // as the schema of the answer says
}
const profiles = (who: string): readonly string[] => readdirSync(join(world.root, who, "profiles"));

test("[DV5] a manager lists the workstations of her branches; an advisor only her own, and says no word on another's", async () => {
  expect(await deviceOf("Maëlle Exemple")).toMatchObject({ state: "working" });
  expect(await json("yann", ["devices"])).toMatchObject([1, { error: { code: "G3002" } }]);
  expect(await json("yann", ["devices", "mine"])).toMatchObject([0, { devices: [{ name: "Yann Modèle", mine: true }] }]);
  const { device = "" } = (await deviceOf("Maëlle Exemple")) ?? {};
  expect(await json("yann", ["devices", "revoke", device])).toMatchObject([1, { error: { code: "G9506" } }]);
});

test("[DV3] [DV9] two persons end a workstation and have it erase itself; it does when it comes back, and says so", async () => {
  const { device = "" } = (await deviceOf("Maëlle Exemple")) ?? {};
  expect((await run("gwenola", ["devices", "revoke", device.slice(0, 12), "--erase", "now"])).out).toBe("La demande est conservée\u00a0: une autre personne doit la confirmer.\n");
  expect(await json("gwenola", ["devices", "revoke", device, "--erase", "now"])).toMatchObject([1, { error: { code: "G9504" } }]);
  expect(await json("maelle", ["sync"])).toMatchObject([0, {}]);
  expect((await run("loic", ["devices", "revoke", device, "--erase", "now"])).out).toBe("Le poste est révoqué.\n");
  expect((await deviceOf("Maëlle Exemple"))?.erase?.toldAt).toBeUndefined();
  writeFileSync(join(world.root, "one.csv"), "siren;legalName;amount\n732829320;Boulangerie des Écluses;200 000\n");
  await run("maelle", ["import", join(world.root, "one.csv")]);
  await run("maelle", ["sync"]);
  expect(profiles("maelle")).toEqual([]);
  expect(await deviceOf("Maëlle Exemple")).toMatchObject({ state: "revoked", erase: { doneAt: expect.any(Number) } });
  expect((await run("maelle", ["list"])).code).not.toBe(0);
});

test("[DV4] her own she ends at one word; at the server one word is enough, and the list says where the order stands", async () => {
  const [, mine] = await json("yann", ["devices", "mine"]);
  const { device = "" } = (mine as Listed).devices[0] ?? {};
  expect((await run("yann", ["devices", "revoke", device, "--erase", "carried"])).out).toBe("Le poste est révoqué.\n");
  await world.server.stop();
  const bank = demonstrationBanks[0]?.id ?? "";
  const atStore = async (...args: readonly string[]): Promise<string> => {
    const command = world.atStore(args);
    expect([await command.ended, command.err()]).toEqual([0, ""]);
    return command.out();
  };
  const listed = JSON.parse(await atStore("replicas", bank)) as readonly { readonly name: string; readonly erase?: string; readonly replica: string }[]; // our own command's words
  expect(listed.filter(({ name }) => name === "Maëlle Exemple" || name === "Yann Modèle").map(({ name, erase }) => [name, erase]).toSorted()).toEqual([["Maëlle Exemple", "done"], ["Yann Modèle", "ordered"]]);
  const gwenola = listed.find(({ name }) => name === "Gwenola Maquette")?.replica ?? "";
  expect(await atStore("revoke", bank, gwenola, "--erase", "now")).toContain("workstation revoked");
  await world.server.start();
  await run("gwenola", ["sync"]);
  await run("yann", ["sync"]);
  expect([profiles("gwenola"), profiles("yann")]).toEqual([[], []]);
  expect(existsSync(join(world.root, "yann", "erased", "sweep"))).toBe(true);
});
