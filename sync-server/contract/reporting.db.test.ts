import { describe } from "vitest";
import { openPreparedDriver } from "../store/testing/open-prepared-store.ts";
import { consistencyContract } from "./consistency-contract.ts";
import { reportingContract } from "./reporting-contract.ts";
import { vitalsContract } from "./vitals-contract.ts";

describe("reporting, PGlite", () => reportingContract(openPreparedDriver));
describe("consistency, PGlite", () => consistencyContract(openPreparedDriver));
describe("vital figures, PGlite", () => vitalsContract(openPreparedDriver));
