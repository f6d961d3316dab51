import { afterAll, beforeAll, expect, test } from "vitest";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** Two administrators and a manager of one bank, at command lines of their own and a real centre. */
let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld("policy");
  for (const [who, login] of [["loic", "loic.fictif"], ["nadege", "nadege.specimen"], ["gwenola", "gwenola.maquette"]] as const) {
    expect((await world.run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
    expect((await world.run(who, ["sync"])).code).toBe(0);
  }
});
afterAll(() => world.close());

async function json(who: string, argv: readonly string[]): Promise<readonly [number, unknown]> {
  const { code, out } = await world.run(who, [...argv, "--json"]);
  return [code, JSON.parse(out)];
}

test("[PO2] [PO3] one administrator proposes, another confirms what she was shown by its code, a manager reads and decides nothing", async () => {
  expect(await json("gwenola", ["policy"])).toMatchObject([0, { current: { n: 0, rules: { graceDays: null } }, may: [] }]);
  expect(await json("gwenola", ["policy", "propose", "--grace", "14"])).toMatchObject([1, { error: { code: "G3002" } }]);
  expect((await world.run("loic", ["policy", "propose", "--grace", "400"])).code).toBe(2);
  expect((await world.run("loic", ["policy", "propose", "--grace", "14", "--approve", "yes"])).out).toContain("un autre administrateur doit la confirmer");
  const shown = await world.run("nadege", ["policy"]);
  expect(shown.out).toContain("Consultation sans nouvelles du centre · sans limite → 14 jours");
  const [, told] = await json("nadege", ["policy"]);
  const { asked: { code } } = told as { asked: { code: string } };
  expect(shown.out).toContain(`  ${code}\n`);
  expect(await json("loic", ["policy", "confirm", code])).toMatchObject([1, { error: { code: "G9504" } }]);
  expect(await json("nadege", ["policy", "confirm", "0".repeat(12)])).toMatchObject([1, { error: { code: "G9505" } }]);
  expect((await world.run("nadege", ["policy", "confirm", code])).out).toContain("Ces règles sont en vigueur");
  expect(await json("gwenola", ["policy"])).toMatchObject([0, { current: { n: 1, askedBy: "Loïc Fictif", confirmedBy: "Nadège Spécimen", rules: { graceDays: 14, approveWorkstations: true } } }]);
  expect(await json("loic", ["policy", "withdraw"])).toMatchObject([1, { error: { code: "G9503" } }]);
});
