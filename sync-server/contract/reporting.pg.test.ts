import { readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { describe, expect, inject, test } from "vitest";
import { createDatabase, type FreshDatabase } from "../../build/test/fresh-database.ts";
import { createPostgresDriver } from "../store/postgres.ts";
import { sqlState } from "../store/sql.ts";
import { consistencyContract } from "./consistency-contract.ts";
import { reportingContract, reportingWorld } from "./reporting-contract.ts";
import { vitalsContract } from "./vitals-contract.ts";

let database: FreshDatabase;
const open = async () => {
  database = await createDatabase(inject("pgUrl"));
  return { driver: createPostgresDriver({ url: database.url, connections: 4 }), close: database.drop };
};
describe("reporting, PostgreSQL", () => reportingContract(open));
describe("consistency, PostgreSQL", () => consistencyContract(open));
describe("vital figures, PostgreSQL", () => vitalsContract(open));

describe("a login of a reporting tool", () => {
  const world = reportingWorld(open);

  /** What psql makes of the script: its variables filled in, and the lines that `\gexec` runs, run. */
  async function runScript(admin: pg.Client, login: string, bank: string): Promise<void> {
    const script = readFileSync(new URL("../store/reporting-login.sql", import.meta.url), "utf8").replaceAll(/^--.*$/gm, "").replaceAll(":'bank'", `'${bank}'`).replaceAll(":'login'", `'${login}'`).replaceAll(':"login"', login);
    for (const line of script.split("\n").filter((one) => one.trim() !== "")) {
      if (!line.endsWith("\\gexec")) await admin.query(line);
      else for (const { format } of (await admin.query<{ format: string }>(line.replace(" \\gexec", ""))).rows) await admin.query(format);
    }
  }
  async function asLogin<T>(bank: string, work: (client: pg.Client, count: (statement: string) => Promise<number | string>) => Promise<T>): Promise<T> {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const login = `metabase_${randomBytes(5).toString("hex")}`;
    try {
      await runScript(admin, login, bank);
      await admin.query(`ALTER ROLE ${login} PASSWORD 'only-for-this-test'`);
      const url = new URL(database.url);
      [url.username, url.password] = [login, "only-for-this-test"];
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        return await work(client, async (statement) => await client.query(statement).then(({ rowCount }) => rowCount ?? 0, (error: unknown) => sqlState(error) ?? "?"));
      } finally {
        await client.end();
      }
    } finally {
      await admin.query(`DROP OWNED BY ${login}`).catch(() => {});
      await admin.query(`DROP ROLE IF EXISTS ${login}`).catch(() => {});
      await admin.query(`DROP ROLE IF EXISTS guichet_bi_${bank}`).catch(() => {});
      await admin.end();
    }
  }

  test("[RP6] of a bank sees that bank and its companies, whatever it sets; no table, no other role", async () => {
    const { it } = world();
    await asLogin(it.bankA.replaceAll("-", ""), async (client, count) => {
      const { rows } = await client.query<{ bank_id: string; siren: string }>("SELECT bank_id, siren FROM guichet_reporting.registrations");
      expect([rows.length, new Set(rows.map(({ bank_id: bank }) => bank))]).toEqual([4, new Set([it.bankA])]);
      expect(rows.map(({ siren }) => siren)).toContain(it.loan.siren);
      await client.query(`SET guichet.bank TO '${it.bankB}'`);
      expect(await count("SELECT 1 FROM guichet_reporting.files")).toBe(0);
      await client.query("SET guichet.bank TO ''");
      expect(await count("SELECT 1 FROM guichet_reporting.banks")).toBe(1);
      for (const statement of ["SELECT 1 FROM guichet.file", "SELECT 1 FROM guichet.person", "SET ROLE guichet_migrate", "SET ROLE guichet_reporting", "SET ROLE guichet_bi", "SET SESSION AUTHORIZATION guichet_migrate", `SET ROLE guichet_bi_${it.bankA.replaceAll("-", "")}`]) expect(await count(statement), statement).toBe("42501");
      // A function of her own, in the condition, sees no row that she does not: the wall is below it.
      await client.query("SET default_transaction_read_only TO off");
      await client.query("CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN RAISE NOTICE 'seen %', $1; RETURN true; END $$");
      const seen: string[] = [];
      client.on("notice", ({ message }) => void seen.push(message ?? ""));
      expect(await count("SELECT 1 FROM guichet_reporting.files WHERE pg_temp.tell(bank_id::text)")).toBe(8);
      expect(new Set(seen)).toEqual(new Set([`seen ${it.bankA}`]));
    });
  });

  test("[RP6] of the centre sees every bank and no company's number", async () => {
    const { it } = world();
    await asLogin("centre", async (client, count) => {
      expect(await count("SELECT 1 FROM guichet_reporting.banks")).toBe(2);
      await client.query(`SET guichet.bank TO '${it.bankA}'`);
      expect(await count("SELECT 1 FROM guichet_reporting.files WHERE siren IS NOT NULL")).toBe(0);
      expect(await count("SELECT 1 FROM guichet_reporting.files")).toBe(8);
    });
  });

  test("[RP6] without a bank's role sees nothing", async () => {
    await asLogin("f".repeat(32), async (_client, count) => expect(await count("SELECT 1 FROM guichet_reporting.banks")).toBe(0));
  });
});
