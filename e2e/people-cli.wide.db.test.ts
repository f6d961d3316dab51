import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** Who is away, and whose files go to whom, at the command line. */
let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld("people");
  for (const [who, login] of [["maelle", "maelle.exemple"], ["gwenola", "gwenola.maquette"]] as const) {
    expect((await world.run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  }
});
afterAll(() => world.close());

const json = async (who: string, ...argv: readonly string[]): Promise<readonly [number, unknown]> => {
  const { code, out } = await world.run(who, [...argv, "--json"]);
  return [code, JSON.parse(out)];
};

test("an absence is declared with a stand-in by name, shown to colleagues, and ended; what cannot be is named and changes nothing", async () => {
  expect(await world.run("gwenola", ["absence"])).toMatchObject({ code: 0, out: "Aucune absence en cours ou à venir.\n" });
  expect(await world.run("gwenola", ["absence", "set", "--from", "16/04/2020"])).toMatchObject({ code: 2, err: expect.stringContaining("--stand-in") });
  expect(await world.run("gwenola", ["absence", "set", "--from", "16/04/2020", "--until", "32/04/2020", "--stand-in", "loïc"])).toMatchObject({ code: 2, err: expect.stringContaining("--until") });
  expect(await world.run("gwenola", ["absence", "set", "--from", "16/04/2020", "--until", "24/04/2020", "--stand-in", "personne"])).toMatchObject({ code: 2, err: expect.stringContaining("Loïc Fictif") });
  // An advisor approves nothing: she stands in for nobody.
  expect(await world.run("gwenola", ["absence", "set", "--from", "16/04/2020", "--until", "24/04/2020", "--stand-in", "Yann Modele"])).toMatchObject({ code: 1, err: expect.stringContaining("Remplacement par") });
  expect(await json("gwenola", "absence")).toEqual([0, []]);
  const declared = await world.run("gwenola", ["absence", "set", "--from", "16/04/2020", "--until", "24/04/2020", "--stand-in", "loic"]);
  expect(declared).toMatchObject({ code: 0, out: expect.stringMatching(/^Absence déclarée au centre\.\nGwenola Maquette.: absence du 16\/04\/2020 au 24\/04\/2020, remplacement par Loïc Fictif\.\n$/) });
  expect((await world.run("maelle", ["sync"])).code).toBe(0);
  expect(await json("maelle", "absence")).toMatchObject([0, [{ from: "2020-04-16", until: "2020-04-24" }]]);
  expect(await world.run("maelle", ["absence", "end", "--user", "gwenola"])).toMatchObject({ code: 1 }); // a colleague's absence is an administrator's
  expect(await world.run("gwenola", ["absence", "end", "--lang", "en"])).toMatchObject({ code: 0, out: expect.stringContaining("Nobody is away") });
});

test("a portfolio is counted, handed on only by its count, with no network too, and every file keeps who handed it on", async () => {
  const [head, ...lines] = readFileSync(new URL("../samples/companies-rennes.csv", import.meta.url), "utf8").split("\n");
  writeFileSync(join(world.root, "some.csv"), [head, ...lines.slice(0, 3), ""].join("\n"));
  expect(await json("maelle", "import", join(world.root, "some.csv"))).toMatchObject([0, { created: 3 }]);
  expect(await json("maelle", "portfolio", "Maelle Exemple")).toMatchObject([0, { files: 3, name: "Maëlle Exemple" }]);
  expect(await world.run("maelle", ["portfolio", "maelle", "yann"])).toMatchObject({ code: 2, err: expect.stringContaining("--confirm 3") });
  expect(await world.run("maelle", ["portfolio", "maelle", "maelle", "--confirm", "3"])).toMatchObject({ code: 2 });
  expect(await json("maelle", "portfolio", "yann")).toMatchObject([0, { files: 0 }]);
  world.network.setWeather({ kind: "cut" });
  expect(await json("maelle", "portfolio", "maelle", "yann", "--confirm", "3", "--why", "Congé")).toMatchObject([0, { moved: 3, left: 0 }]);
  expect(await json("maelle", "portfolio", "yann")).toMatchObject([0, { files: 3 }]);
  expect(await world.run("maelle", ["portfolio", "maelle", "yann", "--confirm", "0"])).toMatchObject({ code: 0, out: expect.stringMatching(/^Dossiers confiés.: 0\./) });
});
