import { describe, inject } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { createPostgresDriver } from "./postgres.ts";
import { storeContract } from "./store-contract.ts";

describe("PostgreSQL", () =>
  storeContract(async () => {
    const database = await createDatabase(inject("pgUrl"));
    const driver = createPostgresDriver({ url: database.url, connections: 4 });
    return {
      driver,
      close: async () => {
        await driver.close();
        await database.drop();
      },
    };
  }));
