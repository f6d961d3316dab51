import { describe, inject } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { createPostgresDriver } from "../store/postgres.ts";
import { mailContract } from "./mail-contract.ts";

const open = async () => {
  const database = await createDatabase(inject("pgUrl"));
  return { driver: createPostgresDriver({ url: database.url, connections: 6 }), close: database.drop };
};
describe("mail, PostgreSQL", () => mailContract(open));
