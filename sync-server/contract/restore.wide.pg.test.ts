import { describe, inject } from "vitest";
import { restorablePostgres } from "../testing/restorable-store.ts";
import { restoreContract } from "./restore-contract.ts";

describe("restore, PostgreSQL", () => restoreContract(() => restorablePostgres(inject("pgUrl"))));
