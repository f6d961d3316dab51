import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCAL_RECOVERY, localRecoveryText } from "../shared/testing/local-recovery.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

const [CAMILLE, DOMINIQUE] = ["120", "121"].map((last) => `de300000-0000-4000-8000-000000000${last}`) as [string, string];
const NAME = "pge-france@1.1.0";

/** "The next scheme in an hour", on real programs: composed as a file, published by two operators, received by sync, used without network, withdrawn. */
let world: CliWorld;
let pack = "";
beforeAll(async () => {
  world = await openCliWorld("schemes");
  pack = join(world.root, "relance-locale.json");
  writeFileSync(pack, localRecoveryText);
});
afterAll(() => world.close());

async function json(argv: readonly string[], input = ""): Promise<readonly [number, Record<string, unknown>]> {
  const { code, out, err } = await world.run("maelle", [...argv, "--json"], input);
  expect([argv, err]).toEqual([argv, ""]);
  return [code, JSON.parse(out) as Record<string, unknown>];
}
/** The embedded store is one process's at a time. */
async function atCentre(...orders: readonly (readonly string[])[]): Promise<readonly (readonly [number | null, string])[]> {
  await world.server.stop();
  const told: (readonly [number | null, string])[] = [];
  for (const order of orders) {
    const ran = world.atStore(["scheme", ...order]);
    const code = await ran.ended;
    told.push([code, `${ran.out()}${ran.err()}`.replaceAll(/[\u00a0\u202f]/g, " ")]);
  }
  await world.server.start();
  return told;
}

test("[SP5] [SP8] a pack is checked with the place of each fault, shown against every file, proposed by one and published by another", async () => {
  expect((await json(["init", "--user", "maelle.exemple", "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`))[0]).toBe(0);
  const wrong = join(world.root, "wrong.json");
  writeFileSync(wrong, localRecoveryText.replace('"value":85', '"value":850'));
  const told = await atCentre(
    ["check", wrong], ["check", pack], ["preview", pack], ["propose", pack, "--as", CAMILLE], ["propose", pack, "--as", CAMILLE, "--yes"], ["approve", NAME, "--as", CAMILLE, "--yes"],
    ["approve", NAME, "--as", DOMINIQUE, "--yes"], ["list"], ["template"], ["publish", NAME],
  );
  expect(told.map(([code]) => code)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 2]);
  expect(told[0]?.[1]).toContain("schemes.4.quota.pct.0.value");
  expect(told[1]?.[1]).toContain(`${NAME} `);
  expect(told[3]?.[1]).toContain("--yes");
  expect(told[5]?.[1]).toContain("G9504");
  expect(told[7]?.[1]).toContain(NAME);
  expect(JSON.parse(told[8]?.[1] ?? "")).toMatchObject({ version: "1.1.0", schemes: { length: 5 } });
});

let file = "";
test("[WS28] the workstation gets it by sync, enters a file under the new scheme without network, and the registration names the new version", async () => {
  expect((await json(["sync"]))[0]).toBe(0);
  world.network.setWeather({ kind: "cut" });
  const [titles = "", sample = ""] = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n").filter((_, line) => line === 0 || line === 2);
  writeFileSync(join(world.root, "one.csv"), `${titles}\n${sample.replace("CLASSIQUE", "Relance locale (FICTIF)").replaceAll("412000", "300000")}\n`);
  expect(await json(["import", join(world.root, "one.csv")])).toMatchObject([0, { created: 1 }]);
  const [, listed] = await json(["list"]);
  expect(listed).toMatchObject({ rows: [{ scheme: LOCAL_RECOVERY, status: "ready" }] });
  file = String((listed["rows"] as readonly { readonly file: string }[])[0]?.file);
  world.network.setWeather({ kind: "fair" });
  expect(await json(["submit", file])).toMatchObject([0, {}]);
  expect((await json(["sync"]))[0]).toBe(0);
  expect(JSON.stringify((await json(["show", file]))[1])).toContain(NAME);
  expect(readFileSync(pack, "utf8")).toBe(localRecoveryText);
});

test("[SP7] [WS29] withdrawn by two operators, the version before judges again: the registration stays under its own, and a draft under the scheme is told in the inbox", async () => {
  const [titles = "", sample = ""] = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n").filter((_, line) => line === 0 || line === 3);
  writeFileSync(join(world.root, "two.csv"), `${titles}\n${sample.replace("CLASSIQUE", LOCAL_RECOVERY)}\n`);
  expect(await json(["import", join(world.root, "two.csv")])).toMatchObject([0, { created: 1 }]);
  const told = await atCentre(["withdraw", NAME, "--as", CAMILLE, "--yes"], ["withdraw", NAME, "--as", CAMILLE, "--yes"], ["withdraw", NAME, "--as", DOMINIQUE, "--yes"], ["list", "--json"]);
  expect(told.map(([code]) => code)).toEqual([0, 1, 0, 0]);
  expect(JSON.parse(told[3]?.[1] ?? "")).toMatchObject({ inForce: "pge-france@1.0.0", packs: [{ name: NAME, standing: "withdrawn" }] });
  expect((await json(["sync"]))[0]).toBe(0);
  const { code, out } = await world.run("maelle", ["inbox", "--json"]);
  expect([code, out]).toEqual([expect.any(Number), expect.stringContaining("scheme-gone")]);
  // Which file would change if it were published again, as a table: no company in it, and nothing is overwritten.
  const table = join(world.root, "changed.csv");
  const [first, again] = await atCentre(["preview", pack, "--files", table], ["preview", pack, "--files", table]);
  expect([first?.[0], again?.[0]]).toEqual([0, 1]);
  expect(again?.[1]).toContain(table);
  const [head = "", ...lines] = readFileSync(table, "utf8").trimEnd().split("\r\n");
  expect([head.split(";").length, lines.length]).toEqual([17, 1]);
  const cells = [...(lines[0] ?? "").matchAll(/("(?:[^"]|"")*"|[^;]*)(?:;|$)/g)].map(([, cell]) => cell);
  expect(cells).toMatchObject({ 3: expect.stringMatching(/brouillon|draft/), 5: "pge-france@1.0.0", 9: expect.not.stringMatching(/^$/), 12: "90,00", 13: "85,00" });
  const [, siren = ""] = /(?:^|;)(\d{9})(?:;|$)/.exec(sample) ?? [];
  expect([siren.length, readFileSync(table, "utf8").includes(siren)]).toEqual([9, false]);
  expect(JSON.stringify((await json(["show", file]))[1])).toContain(NAME);
});
