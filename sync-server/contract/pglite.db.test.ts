import { describe } from "vitest";
import { openPreparedStore } from "../store/testing/open-prepared-store.ts";
import { bucketsContract } from "./buckets-contract.ts";
import { directoryContract, productionContract } from "./directory-contract.ts";
import { documentsContract } from "./documents-contract.ts";
import { feedContract } from "./feed-contract.ts";
import { lineContract } from "./line-contract.ts";
import { registrationContract } from "./registration-contract.ts";
import { sealedContract } from "./sealed-contract.ts";

describe("line, PGlite", () => lineContract(openPreparedStore));
describe("feed, PGlite", () => feedContract(openPreparedStore));
describe("documents, PGlite", () => documentsContract(openPreparedStore));
describe("registration, PGlite", () => registrationContract(openPreparedStore));
describe("directory, PGlite", () => directoryContract(openPreparedStore));
describe("production, PGlite", () => productionContract(openPreparedStore));
describe("sealed, PGlite", () => sealedContract(openPreparedStore));
describe("buckets, PGlite", () => bucketsContract(openPreparedStore));
