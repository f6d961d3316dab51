import { describe } from "vitest";
import { openPreparedDriver } from "../store/testing/open-prepared-store.ts";
import { consistencyContract } from "./consistency-contract.ts";
import { reportingContract } from "./reporting-contract.ts";

describe("reporting, PGlite", () => reportingContract(openPreparedDriver));
describe("consistency, PGlite", () => consistencyContract(openPreparedDriver));
