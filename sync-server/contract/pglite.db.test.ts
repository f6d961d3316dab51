import { describe } from "vitest";
import { openPgliteStore } from "../store/open-store.ts";
import { directoryContract, productionContract } from "./directory-contract.ts";
import { feedContract } from "./feed-contract.ts";
import { lineContract } from "./line-contract.ts";
import { registrationContract } from "./registration-contract.ts";

const open = async () => {
  const store = await openPgliteStore({});
  return { store, close: () => store.close() };
};
describe("line, PGlite", () => lineContract(open));
describe("feed, PGlite", () => feedContract(open));
describe("registration, PGlite", () => registrationContract(open));
describe("directory, PGlite", () => directoryContract(open));
describe("production, PGlite", () => productionContract(open));
