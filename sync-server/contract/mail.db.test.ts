import { describe } from "vitest";
import { openPreparedDriver } from "../store/testing/open-prepared-store.ts";
import { mailContract } from "./mail-contract.ts";

describe("mail, PGlite", () => mailContract(openPreparedDriver));
