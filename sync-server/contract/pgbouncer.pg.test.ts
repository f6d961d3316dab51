import { describe, expect, inject, test } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { findPgBouncer, startPgBouncer } from "../../build/test/start-pgbouncer.ts";
import { openPostgresStore } from "../store/open-store.ts";
import { directoryContract } from "./directory-contract.ts";
import { feedContract } from "./feed-contract.ts";
import { lineContract } from "./line-contract.ts";
import { registrationContract } from "./registration-contract.ts";

/** Two connections for a pool of six: the transactions of one client find what another left behind. */
const open = async () => {
  const database = await createDatabase(inject("pgUrl"));
  const pooler = await startPgBouncer(database.url, 2);
  const store = await openPostgresStore({ url: pooler.url, directUrl: database.url, connections: 6 });
  return {
    store,
    close: async () => {
      await store.close();
      await pooler.stop();
      await database.drop();
    },
  };
};

const title = "the centre through PgBouncer in transaction mode";

if (findPgBouncer() === undefined) test.skip(`${title} — SKIPPED, pgbouncer is missing: apt-get install pgbouncer`, () => {});
else describe(title, () => {
  describe("line", () => lineContract(open));
  describe("feed", () => feedContract(open));
  describe("registration", () => registrationContract(open));
  describe("directory", () => directoryContract(open));

  test("sixty transactions at once share two connections", async () => {
    const { store, close } = await open();
    try {
      const versions = await Promise.all(Array.from({ length: 60 }, () => store.schemaVersion()));
      expect(new Set(versions)).toEqual(new Set([store.expectedSchema]));
    } finally {
      await close();
    }
  });
});
