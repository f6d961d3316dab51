import type { Migration } from "./migration.ts";

/** 0291: movements of the ledger are found by their file too: erasing one must not read the ledger whole. */
export const movementByFile: Migration = { version: 291, name: "movement-by-file", index: { name: "movement_by_file", on: "ledger_movement (bank_id, file_id)" } };
