import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TcpProxy } from "../build/weather/tcp-proxy.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";
import type { DemoServer } from "./support/demo-server.ts";

/** `carry out`, `carry in` and `import-sealed`, as a branch without its line would use them. */
let world: CliWorld;
let root: string;
let network: TcpProxy;
let server: DemoServer;
beforeAll(async () => {
  world = await openCliWorld("carry");
  ({ root, network, server } = world);
});
afterAll(() => world.close());

const run: CliWorld["run"] = (...asked) => world.run(...asked);
async function json(who: string, argv: readonly string[], input = ""): Promise<readonly [number, unknown]> {
  const { code, out, err } = await run(who, [...argv, "--json"], input);
  expect(err).toBe("");
  return [code, JSON.parse(out)];
}
const importServer = (path: string) => world.atStore(["import-sealed", path]);

test("two profiles, and nothing to carry yet", async () => {
  for (const [who, login] of [["maelle", "maelle.exemple"], ["yann", "yann.modele"]] as const) {
    expect(await json(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).toMatchObject([0, {}]);
    expect((await json(who, ["sync"]))[0]).toBe(0);
  }
  expect(await json("maelle", ["carry", "out", root])).toMatchObject([1, { error: { code: "G8007" } }]);
});

let file = "";
test("[CL12] [OB6] without the network, what waits leaves in one file that says nothing and overwrites nothing", async () => {
  network.setWeather({ kind: "cut" });
  writeFileSync(join(root, "two.csv"), "siren;legalName;amount\n732829320;Boulangerie des Écluses;200 000\n552032534;Atelier du Port;90 000\n");
  expect(await json("maelle", ["import", join(root, "two.csv")])).toMatchObject([0, { created: 2 }]);
  const [code, told] = await json("maelle", ["carry", "out", root]);
  const name = readdirSync(root).find((each) => each.endsWith(".guichet")) ?? "";
  file = join(root, name);
  expect([code, told]).toEqual([0, { file, changes: 2, parts: 1 }]);
  expect(name).toMatch(/^guichet-agence-de-rennes-\d{4}-\d\d-\d\d-\d{6}\.guichet$/);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, "utf8")).not.toContain("732829320");
  expect(await run("maelle", ["carry", "out", file])).toMatchObject({ code: 2, err: expect.stringContaining("Guichet n’écrase rien") });
  expect(await run("maelle", ["carry", "out", join(root, "absent", "a.guichet")], "", "en_GB")).toMatchObject({ code: 2, err: expect.stringContaining("does not exist") });
  expect(readdirSync(root).filter((each) => each.endsWith(".part"))).toEqual([]);
  expect(await json("yann", ["carry", "in", file])).toMatchObject([3, { error: { code: "G5004" } }]);
  network.setWeather({ kind: "fair" });
});

test("[CL12] [OB2] [OB3] [OB4] a colleague gives it to the centre; again does no harm, and a cut copy is told before anything is sent", async () => {
  writeFileSync(join(root, "cut.guichet"), readFileSync(file, "utf8").slice(0, -40));
  const cut = await run("yann", ["carry", "in", join(root, "cut.guichet")]);
  expect(cut).toMatchObject({ code: 1, err: expect.stringContaining("abîmé ou incomplet") });
  expect(cut.err).toContain("Première partie abîmée ou absente : 1.");
  expect(await json("yann", ["carry", "in", file])).toEqual([0, { parts: 1, changes: 2, fresh: 2 }]);
  expect(await run("yann", ["carry", "in", file], "", "en_GB")).toMatchObject({ code: 0, out: "The centre already had the 2 changes of the file: nothing was taken twice.\n" });
  expect(await json("maelle", ["carry", "up", "x"])).toMatchObject([2, { error: { message: expect.any(String) } }]);
});

test("[OB2] [OB3] the administrator does the same by the server's command line, and is told what is wrong with a file", async () => {
  // The embedded store is one process's at a time.
  await server.stop();
  const good = importServer(file);
  expect([await good.ended, good.out().trim().split("\n").map((line) => JSON.parse(line)).find(({ msg }) => msg === "sealed file imported")]).toMatchObject([0, { parts: 1, changes: 2, fresh: 0 }]);
  const bad = importServer(join(root, "cut.guichet"));
  expect([await bad.ended, bad.err().trimEnd().split("\n")]).toEqual([1, [expect.stringContaining("G8001"), expect.stringContaining("First part that is damaged or missing: 1.")]]);
  const absent = importServer(join(root, "absent.guichet"));
  expect([await absent.ended, absent.err()]).toEqual([1, expect.stringContaining("cannot be read")]);
  await server.start();
  expect((await json("maelle", ["sync"]))[0]).toBe(0);
  expect(await json("maelle", ["list"])).toMatchObject([0, { total: 2 }]);
});
