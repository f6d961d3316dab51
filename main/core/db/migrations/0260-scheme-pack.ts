import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0260: packs of rules that the centre published, in that order, each as its exact text: judged once for its signature, when it came. `withdrawn`: it judges nothing more. */
export function addSchemePack(db: WritableDb): void {
  db.run(sql`CREATE TABLE scheme_pack (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, document TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0) STRICT`);
}
