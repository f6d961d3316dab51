import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TcpProxy } from "../build/weather/tcp-proxy.ts";
import { demonstrationBanks } from "../sync-server/demonstration/people.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";
import type { DemoServer } from "./support/demo-server.ts";

/** A workstation is revoked with work in it; a colleague carries the work, and a manager decides: every step a command that somebody would type. */
let world: CliWorld;
let root: string;
let network: TcpProxy;
let server: DemoServer;
beforeAll(async () => {
  world = await openCliWorld("quarantine");
  ({ root, network, server } = world);
});
afterAll(() => world.close());

const run: CliWorld["run"] = (...asked) => world.run(...asked);
async function json(who: string, argv: readonly string[], input = ""): Promise<readonly [number, unknown]> {
  const { code, out } = await run(who, [...argv, "--json"], input);
  return [code, JSON.parse(out)];
}
/** The embedded store is one process's at a time. */
async function atServer(...args: readonly string[]): Promise<string> {
  await server.stop();
  const command = world.atStore(args);
  expect([await command.ended, command.err()]).toEqual([0, ""]);
  await server.start();
  return command.out();
}

const bank = demonstrationBanks[0]?.id ?? "";
let replica = "";
let file = "";
test("[QU1] revoked while two files wait on it, the workstation is told, and its work leaves by hand", async () => {
  for (const [who, login] of [["maelle", "maelle.exemple"], ["yann", "yann.modele"], ["gwenola", "gwenola.maquette"]] as const) {
    expect((await run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
    // Who never sent nor received anything is not known to the centre yet.
    if (who !== "yann") expect((await run(who, ["sync"])).code).toBe(0);
  }
  network.setWeather({ kind: "cut" });
  writeFileSync(join(root, "two.csv"), "siren;legalName;amount\n732829320;Boulangerie des Écluses;200 000\n552032534;Atelier du Port;90 000\n");
  expect(await json("maelle", ["import", join(root, "two.csv")])).toMatchObject([0, { created: 2 }]);
  network.setWeather({ kind: "fair" });
  const listed = JSON.parse(await atServer("replicas", bank)) as readonly { readonly replica: string; readonly name: string; readonly revoked: boolean }[];
  replica = listed.find(({ name }) => name === "Maëlle Exemple")?.replica ?? "";
  expect(await atServer("revoke", bank, replica)).toContain("workstation revoked");
  const stopped = await run("maelle", ["sync"]);
  expect([stopped.code, stopped.out]).toEqual([4, expect.stringMatching(/^Envoi arrêté : 2 en attente.*apporté au centre par un collègue.*G3003/)]);
  expect(await json("maelle", ["carry", "out", root])).toMatchObject([0, { changes: 2 }]);
  file = join(root, readdirSync(root).find((each) => each.endsWith(".guichet")) ?? "");
  expect(await json("yann", ["carry", "in", file])).toEqual([0, { parts: 1, changes: 2, fresh: 2, quarantined: true }]);
  expect((await run("yann", ["carry", "in", file], "", "en_GB.UTF-8")).out).toBe("The workstation that made this file was removed: its 2 changes wait at the centre, without effect, until a manager decides.\n");
  expect((await run("yann", ["sync"])).code).toBe(0);
  expect(await json("yann", ["list"])).toMatchObject([0, { total: 0 }]);
});

test("[QU2] [QU3] [QU5] the manager sees it value by value, says how many she decides, and her branch has the files in their author's name", async () => {
  expect(await json("yann", ["quarantine"])).toMatchObject([1, { error: { code: "G3002" } }]);
  expect(await json("gwenola", ["quarantine"])).toMatchObject([0, [{ replica, name: "Maëlle Exemple", why: "revoked", changes: 2, upTo: 2, carriers: ["Yann Modèle"], mine: false }]]);
  expect((await run("gwenola", ["quarantine", "show", replica])).out).toMatch(/Boulangerie des Écluses · 732829320[\s\S]*200\s000[\s\S]*Atelier du Port/);
  expect(await json("gwenola", ["quarantine", "accept", replica])).toMatchObject([2, { changes: 2, error: { message: expect.stringContaining("--confirm 2") } }]);
  expect(await run("gwenola", ["quarantine", "accept", replica, "--confirm", "2"])).toMatchObject({ code: 0, out: "Modifications prises en compte : 2 ; refusées : 0 ; sans effet : 0\n" });
  expect(await json("gwenola", ["quarantine", "reject", replica, "--confirm", "2"])).toMatchObject([1, { error: { code: "G8014" } }]);
  expect((await run("gwenola", ["quarantine"])).out).toBe("Rien n’attend\n");
  expect((await run("yann", ["sync"])).code).toBe(0);
  const [, files] = await json("yann", ["list"]);
  expect(files).toMatchObject({ total: 2, rows: [{ advisor: "Maëlle Exemple" }, { advisor: "Maëlle Exemple" }] });
});
