import { describe } from "vitest";
import { openPreparedDriver } from "./testing/open-prepared-store.ts";
import { storeContract } from "./store-contract.ts";

describe("PGlite", () => storeContract(openPreparedDriver));
