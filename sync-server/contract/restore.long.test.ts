import { describe } from "vitest";
import { restorablePglite } from "../testing/restorable-store.ts";
import { restoreContract } from "./restore-contract.ts";

describe("restore, PGlite", () => restoreContract(restorablePglite));
