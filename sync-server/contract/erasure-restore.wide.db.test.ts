import { describe } from "vitest";
import { restorablePglite } from "../testing/restorable-store.ts";
import { erasureRestoreContract } from "./erasure-restore-contract.ts";

describe("erasure and restore, PGlite", () => erasureRestoreContract(restorablePglite));
