import { describe } from "vitest";
import { createPgliteDriver } from "./pglite.ts";
import { storeContract } from "./store-contract.ts";

describe("PGlite", () =>
  storeContract(async () => {
    const driver = await createPgliteDriver({});
    return { driver, close: () => driver.close() };
  }));
