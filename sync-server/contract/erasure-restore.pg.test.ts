import { describe, inject } from "vitest";
import { restorablePostgres } from "../testing/restorable-store.ts";
import { erasureRestoreContract } from "./erasure-restore-contract.ts";

describe("erasure and restore, PostgreSQL", () => erasureRestoreContract(() => restorablePostgres(inject("pgUrl"))));
