import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nextSteps } from "../testing/next-steps.ts";
import type { SqlDriver } from "../sql.ts";
import { faultsOf, judgeStep } from "../testing/judge-step.ts";
import { openPreparedDriver } from "../testing/open-prepared-store.ts";
import { migrations } from "./all.ts";

/** The first of a store, made where no server was at work: the steps up to it are not judged. */
const BASELINE = 60;
/** Of each step's work. Failing? A store that has the step would never get the change: write another step. Only before the first release may a sum be renewed. */
const SUMS: Readonly<Record<number, string>> = {
  10: "cd45793d8c84e713", 20: "a5916cba6caf8d4c", 30: "b9d0377dd099f8d6", 40: "f6df28abbafe1e32", 50: "c80c369e478e9f81", 60: "6851971222dfab1a",
  70: "f9d29c9fcd84ab2e", 80: "276ea4cc3b81920e", 100: "d4a2153f557c2f7e", 110: "c308d86c04c2eb8f", 120: "338935f997fd198e", 130: "67037c0ccf670bc2", 140: "7d6a878f2bb0cfea",
  150: "c7eb65de315160e6", 160: "b6fa45819b64364e", 170: "c3dd04357df17c7d", 180: "454694e6fa767acd", 185: "ccc04ac727eec38a", 190: "7a4995f0a144a9ba", 195: "bb98a446ebef5a9b", 210: "c5048288e35a885c", 225: "242b91e93e460075", 240: "739199d347021380", 241: "8a741b1a1deee748", 245: "2d6ce5a12dfe6ce4", 260: "d7dd0ee1cc3d62f0",
  270: "e48ba8c972802999", 271: "e0d8a59456170296", 272: "6d20cd2586cd8d57", 273: "10c19b87320b1506", 274: "7908765dd5c974da",
  280: "4115a61f29db78b1",
  290: "56b3a35634ebd51a", 291: "ee43c2bd57e4517b", 292: "fcfb49a2a569e516",
  300: "f126abf3193ff79e",
  310: "a8946e21dd896841",
  320: "e534db18350ecfc2", 321: "606402584f785ccc",
  330: "824f6e8d57dbe6e3", 331: "ddde20348b346a53",
  340: "0e67b53e0b8a5cdc", 341: "347ce52bfab7d50f",
  345: "fa2cff1d7bc33e9f",
  350: "d997f7a7e3500f59",
};

let opened: Awaited<ReturnType<typeof openPreparedDriver>>;
beforeAll(async () => {
  opened = await openPreparedDriver();
});
afterAll(async () => await opened.close());
const driver = (): SqlDriver => opened.driver;

test("[ST9] a step that was released has not changed since", () => {
  const sums = Object.fromEntries(migrations.map((step) => [step.version, createHash("sha256").update("sql" in step ? step.sql : JSON.stringify(step.index)).digest("hex").slice(0, 16)]));
  expect(sums).toEqual(SUMS);
});

test("versions only grow, and the baseline is one of them", () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map(({ version }) => version).toSorted((a, b) => a - b));
  expect(migrations.map(({ version }) => version)).toContain(BASELINE);
});

test("[ST9] every step since the baseline leaves a store that servers of the version before can work with", async () => {
  for (const [at, step] of migrations.entries()) {
    if (step.version > BASELINE) expect(await faultsOf(driver(), migrations.slice(0, at), step), step.name).toEqual([]);
  }
});

describe("the judge", () => {
  const judge = (sql: string) => judgeStep(driver(), migrations, { version: 9_000, name: "judged", sql });
  const faults = (sql: string, oldestSafeServer: number) => faultsOf(driver(), migrations, { version: 9_000, name: "judged", sql, oldestSafeServer });

  test.each([
    ["a column that may be empty", "ALTER TABLE file ADD COLUMN opened_at bigint"],
    ["a column with a constant default", "ALTER TABLE file ADD COLUMN kept boolean NOT NULL DEFAULT false"],
    ["a table of its own, with its index and its key", "CREATE TABLE reminder (bank_id uuid NOT NULL REFERENCES bank, file_id uuid NOT NULL, due_on text CHECK (due_on <> ''), PRIMARY KEY (bank_id, file_id)); CREATE INDEX reminder_by_day ON reminder (bank_id, due_on); GRANT SELECT ON reminder TO guichet_read"],
    ["a function, and another body for one that stays", "CREATE FUNCTION now_ms() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; CREATE OR REPLACE FUNCTION scope_bank() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT NULL::uuid $$"],
    ["a wider policy", "CREATE POLICY count ON feed FOR SELECT TO guichet_report USING (true); GRANT SELECT (bank_id, n) ON feed TO guichet_report"],
  ])("lets pass: %s", async (_what, sql) => {
    expect(await judge(sql)).toEqual({ takes: [], stops: [] });
  });

  test.each([
    ["a column dropped", "ALTER TABLE replica DROP COLUMN device", /column replica device text/],
    ["a column renamed", "ALTER TABLE file RENAME COLUMN updated_at TO changed_at", /column file updated_at/],
    ["a column that may no longer be empty", "ALTER TABLE file ALTER COLUMN siren SET NOT NULL", /column file siren text or null/],
    ["a column that may be empty from now on", "ALTER TABLE file ALTER COLUMN status DROP NOT NULL", /column file status text not null/],
    ["a column that every insert must give", "ALTER TABLE hold ADD COLUMN since bigint NOT NULL", /hold.since must be given/],
    ["a table dropped", "DROP TABLE disclosure", /table disclosure/],
    ["a table renamed", "ALTER TABLE hold RENAME TO kept_back", /table hold/],
    ["a function dropped", "DROP FUNCTION taken_files(uuid[])", /function taken_files/],
    ["a function that answers something else", "DROP FUNCTION scope_bank() CASCADE; CREATE FUNCTION scope_bank() RETURNS text LANGUAGE sql AS 'SELECT 1::text'", /function scope_bank/],
    ["a right taken back", "REVOKE DELETE ON hold FROM guichet_write", /grant hold guichet_write may DELETE/],
    ["a right on a function taken back", "REVOKE EXECUTE ON FUNCTION set_business_date(text) FROM guichet_write", /function set_business_date/],
    ["a policy that lets less in", "DROP POLICY of_owner ON hold", /policy hold of_owner/],
    ["a policy that restricts", "CREATE POLICY never ON file AS RESTRICTIVE TO guichet_write USING (version < 10)", /file.never restricts/],
    ["a constraint on what they write", "ALTER TABLE file ADD CONSTRAINT known CHECK (status <> '') NOT VALID", /constraint file known/],
    ["a key that their ON CONFLICT names", "ALTER TABLE hold DROP CONSTRAINT hold_pkey", /constraint hold hold_pkey/],
  ])("finds what is taken away: %s", async (_what, sql, found) => {
    expect((await judge(sql)).takes.join("; ")).toMatch(found);
    expect((await faults(sql, 60)).join()).not.toContain("oldestSafeServer");
  });

  test.each([
    ["another type", "ALTER TABLE disclosure ALTER COLUMN available TYPE numeric", /disclosure is rewritten/],
    ["a default that is computed for each row", "ALTER TABLE change ADD COLUMN mark uuid DEFAULT gen_random_uuid()", /change is rewritten/],
    ["a constraint that reads the table", "ALTER TABLE file ADD CONSTRAINT known CHECK (status <> '')", /file is read whole \(known\)/],
    ["an index in the transaction", "CREATE INDEX file_by_siren ON file (bank_id, siren)", /file_by_siren.*use an index step/],
    ["a unique index in the transaction", "CREATE UNIQUE INDEX once ON feed (bank_id, change_id)", /once.*use an index step/],
  ])("finds what stops work, whatever is stated: %s", async (_what, sql, found) => {
    expect((await judge(sql)).stops.join("; ")).toMatch(found);
    expect((await faults(sql, 60)).join("; ")).toMatch(/work would stop/);
  });

  test("rows of a bank changed by a step: it would change none, for the owner sees none", async () => {
    await expect(judge("UPDATE file SET status = 'draft'")).rejects.toThrow(/row-level security/);
  });

  test("what takes away must say since when nobody uses it, and that is a version before its own", async () => {
    const drop = "DROP FUNCTION taken_files(uuid[])";
    expect(await faultsOf(driver(), migrations, { version: 9_000, name: "judged", sql: drop })).toEqual([expect.stringMatching(/taken_files.*no oldestSafeServer is stated/)]);
    expect(await faults(drop, 60)).toEqual([]);
    expect(await faults(drop, 9_000)).toEqual([expect.stringMatching(/9000 of 9000 is no earlier version/)]);
  });

  test("the versions that the tests run side by side pass before it", async () => {
    for (const [at, step] of nextSteps.entries()) expect(await faultsOf(driver(), [...migrations, ...nextSteps.slice(0, at)], step), step.name).toEqual([]);
  });
});
