import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";
import type { DemoServer } from "./support/demo-server.ts";

/** A recovery as two administrators of two banks see and end it at the command line, over a real server that an operator declared restored. */
let world: CliWorld;
let root: string;
let server: DemoServer;
beforeAll(async () => {
  world = await openCliWorld("recovery-desk");
  ({ root, server } = world);
});
afterAll(() => world.close());

const run: CliWorld["run"] = (...asked) => world.run(...asked);
async function json(who: string, argv: readonly string[]): Promise<readonly [number, unknown]> {
  const { code, out } = await run(who, [...argv, "--json"]);
  return [code, JSON.parse(out)];
}

test("[SY59] three profiles, and no recovery yet; an advisor is told that she may not", async () => {
  for (const [who, login] of [["loic", "loic.fictif"], ["hugo", "hugo.fictif"], ["maelle", "maelle.exemple"]] as const) {
    expect((await run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  }
  // Who never sent nor received anything may not be known to the centre yet.
  expect((await run("maelle", ["sync"])).code).toBe(0);
  expect(await run("loic", ["recovery"])).toMatchObject({ code: 0, out: "Aucun rétablissement\n" });
  expect(await json("loic", ["recovery", "end"])).toMatchObject([1, { error: { code: "G4017" } }]);
  expect(await json("maelle", ["recovery", "show"])).toMatchObject([1, { error: { code: "G3002" } }]);
  expect((await run("loic", ["recovery", "report"])).code).toBe(2);
});

test("[SY51] [SY59] each sees her own bank's part, one word is not enough, nor the same twice; the report stays readable and can be kept", async () => {
  await server.stop();
  expect((await run("loic", ["recovery"])).code, "without the centre there is nothing to say").toBe(3);
  for (const operator of ["120", "121"]) {
    const said = world.atStore(["begin-epoch", "--as", `de300000-0000-4000-8000-000000000${operator}`]);
    await said.ended;
    expect(said.child.exitCode, said.err()).toBe(0);
  }
  await server.start();
  const [code, seen] = await json("loic", ["recovery"]);
  expect([code, seen]).toMatchObject([0, { epoch: { n: 2 }, recovering: true, events: [{ kind: "begun" }], totals: { back: 1, absent: 1 } }]);
  expect(JSON.stringify(seen), "of her own bank's people, and of no other's").toMatch(/Maëlle Exemple/);
  expect(JSON.stringify(seen)).not.toMatch(/Hugo/);
  expect(await json("loic", ["recovery", "end"])).toEqual([0, { ended: false, confirmed: 1 }]);
  expect(await json("loic", ["recovery", "end"])).toMatchObject([1, { error: { code: "G4016" } }]);
  expect(await json("maelle", ["recovery", "end"])).toMatchObject([1, { error: { code: "G3002" } }]);
  expect((await run("hugo", ["recovery", "end"], "", "en_GB.UTF-8")).out).toBe("The recovery is over.\n");
  const said = (await run("loic", ["recovery", "show"])).out;
  expect(said).toMatch(/terminé depuis le .*\(époque 2\)/);
  expect(said).toMatch(/Fin confirmée : Loïc Fictif/);
  const [table, document] = [join(root, "report.csv"), join(root, "report.json")];
  expect((await run("loic", ["recovery", "report", "--out", table])).code).toBe(0);
  expect((await run("loic", ["recovery", "report", "--out", document])).code).toBe(0);
  expect((await run("loic", ["recovery", "report", "--out", table])).code, "what is there is not overwritten").toBe(2);
  expect(readFileSync(table, "utf8")).toMatch(/^\uFEFFListe;État;Dossier;[\s\S]*Maëlle Exemple/);
  expect(JSON.parse(readFileSync(document, "utf8"))).toMatchObject({ epoch: { n: 2 }, recovering: false });
});
