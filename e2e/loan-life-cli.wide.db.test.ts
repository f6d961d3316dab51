import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIELD_NAMES } from "../shared/pge/file-fields.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { openCliWorld, PASSPHRASE, type CliWorld } from "./support/cli-world.ts";

/** A loan from its number to the guarantor's answer, at the command line. */
let world: CliWorld;
beforeAll(async () => { world = await openCliWorld("loan-life"); });
afterAll(() => world.close());

const run: CliWorld["run"] = (...asked) => world.run(...asked);
const json = async (who: string, ...argv: readonly string[]): Promise<readonly [number, Record<string, unknown>]> => {
  const { code, out } = await run(who, [...argv, "--json"]);
  return [code, JSON.parse(out)];
};

/** A row of a table as people would type it: the stored forms of these fields are entries too, but for money and rates. */
function csvOf(fields: Readonly<Record<string, unknown>>): string {
  const names = FIELD_NAMES.filter((name) => fields[name] !== undefined && typeof fields[name] !== "object");
  const cell = (name: string): string => {
    const value = fields[name];
    if (typeof value === "boolean") return value ? "oui" : "non";
    const isHundredths = ["turnover", "turnover2019", "amount", "exposureAtReference", "exposureAtGrant", "rateBps"].includes(name);
    return typeof value === "number" && isHundredths ? String(value / 100).replace(".", ",") : String(value);
  };
  return `${names.join(";")}\n${names.map(cell).join(";")}\n`;
}

test("each step by whom it takes; what is missing and what is wrong is said; the file and its answer", async () => {
  for (const [who, login] of [["maelle", "maelle.exemple"], ["gwenola", "gwenola.maquette"]] as const) {
    expect((await run(who, ["init", "--user", login, "--secrets-stdin"], `demonstration\n${PASSPHRASE}\n`)).code).toBe(0);
  }
  const fields = someFields(41);
  const siren = String(fields.siren);
  const amount = String(Number(fields.amount) / 100);
  writeFileSync(join(world.root, "one.csv"), csvOf(fields));
  expect(await json("maelle", "import", join(world.root, "one.csv"))).toMatchObject([0, { created: 1 }]);
  expect(await json("maelle", "submit", siren)).toMatchObject([0, { submitted: [{ status: "registered" }] }]);

  expect(await json("maelle", "record", siren)).toMatchObject([0, { status: "registered", entries: [], next: expect.arrayContaining([{ step: "cancelled", facts: ["on", "reason", "why"] }]) }]);
  expect(await json("maelle", "record", siren, "disbursed", `amount=${amount}`)).toMatchObject([1, { error: { code: "G2017", fields: [{ reason: "STEP_NEEDS_APPROVAL" }] } }]);
  expect((await run("maelle", ["record", siren, "sold"])).code).toBe(2);
  expect(await run("maelle", ["record", siren, "cancelled", "reason=AUTRE", "who=me"])).toMatchObject({ code: 2, err: expect.stringContaining("who") });
  expect(await run("maelle", ["record", siren, "cancelled", "reason=AUTRE"])).toMatchObject({ code: 2, err: expect.stringContaining("Explication") });

  expect((await run("gwenola", ["sync"])).code).toBe(0);
  expect(await json("gwenola", "record", siren, "approved", "note=Vu en comité.")).toMatchObject([0, { status: "approved" }]);
  for (const who of ["gwenola", "maelle"]) expect((await run(who, ["sync"])).code).toBe(0);
  expect(await json("maelle", "record", siren, "disbursed", `amount=${amount}`, "on=15/04/2020")).toMatchObject([0, { status: "disbursed" }]);

  const file = join(world.root, "declaration.csv");
  // Its first premium is due at once: written, recorded at another amount, and no longer there.
  const premiumsFile = join(world.root, "premiums.csv");
  expect(await json("maelle", "premiums", premiumsFile)).toMatchObject([0, { rows: 1, until: "2020-04-15" }]);
  expect((await run("maelle", ["premiums", premiumsFile])).code).toBe(2); // it is there already
  expect((await run("maelle", ["premiums", join(world.root, "other.csv"), "--from", "31/02/2020"])).code).toBe(2);
  expect(await json("maelle", "record", siren, "premium-paid", "year=1", "amount=12,50")).toMatchObject([0, { status: "disbursed" }]);
  expect(await json("maelle", "record", siren, "premium-paid", "year=1", "amount=12,50")).toMatchObject([1, { error: { code: "G2002", fields: [{ reason: "PREMIUM_YEAR_PAID" }] } }]);
  expect(await json("maelle", "premiums", join(world.root, "none.xlsx"))).toMatchObject([0, { rows: 0 }]);
  expect(await json("maelle", "declare", file)).toMatchObject([0, { count: 1, amount: fields.amount }]);
  expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^\uFEFFNUMERO;.*\r\n1-[0-9A-Z-]+;${siren};`));
  expect((await run("maelle", ["declare", file, "--handed-over"])).code).toBe(2); // it is there already
  const second = join(world.root, "second.csv");
  expect(await json("maelle", "declare", second, "--handed-over")).toMatchObject([0, { recorded: 1, refused: [] }]);
  const number = /\r\n(1-[0-9A-Z-]+);/.exec(readFileSync(second, "utf8"))?.[1] ?? "";
  expect((await run("maelle", ["declare", join(world.root, "third.csv")])).code).toBe(1);
  expect(existsSync(join(world.root, "third.csv"))).toBe(false);

  // A layout of one's own, then an answer in it.
  const layout = join(world.root, "layout.json");
  writeFileSync(layout, JSON.stringify({ delimiter: "|", decimal: ".", date: "AAAAMMJJ", columns: [{ title: "REF", says: "number" }], total: "", answer: { number: "REF", outcome: "RC", accepted: ["00"], rejected: ["99"] } }));
  writeFileSync(join(world.root, "bad.json"), '{"delimiter":"?"}');
  expect(await run("maelle", ["declare", "--layout", join(world.root, "bad.json")])).toMatchObject({ code: 2, err: expect.stringContaining("delimiter") });
  expect((await run("maelle", ["declare", "--layout", layout])).code).toBe(0);
  writeFileSync(join(world.root, "answer.csv"), `REF|RC\r\n${number}|00\r\n`);
  expect(await json("maelle", "declare", "--answer", join(world.root, "answer.csv"))).toEqual([0, { accepted: 1, rejected: 0, left: [] }]);
  writeFileSync(join(world.root, "again.csv"), `REF|RC\r\n${number}|00\r\n1-0000-0000-0|99\r\n`);
  expect(await json("maelle", "declare", "--answer", join(world.root, "again.csv"))).toMatchObject([1, { accepted: 0, left: [{ fault: "answered-before" }, { fault: "no-reason" }] }]);
  const told = await run("maelle", ["record", siren], "", "en_GB.UTF-8");
  expect(told.out).toContain("Answer to the declaration (Maëlle Exemple)");
  expect((await run("maelle", ["verify"])).code).toBe(0);
});
