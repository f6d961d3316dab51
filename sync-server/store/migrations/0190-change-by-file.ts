import type { Migration } from "./migration.ts";

/** 0190: changes are found by their file too: until now a line was only ever read by its replica. */
export const changeByFile: Migration = { version: 190, name: "change-by-file", index: { name: "change_by_file", on: "change (bank_id, file_id)" } };
