import type { WritableDb } from "../connection.ts";
import { sql } from "../sql.ts";

/** 0260: packs of rules that the centre published, in that order, each as its exact text: judged once for its signature, when it came. `withdrawn`: it judges nothing more. */
export function addSchemePack(db: WritableDb): void {
  // Files under a scheme that a pack brought: few, and found when theirs is withdrawn.
  db.run(sql`CREATE INDEX file_row_by_own_scheme ON file_row (scheme) WHERE scheme NOT IN ('CLASSIQUE', 'SAISON', 'AERO', 'RESILIENCE')`);
  db.run(sql`CREATE TABLE scheme_pack (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, document TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0) STRICT`);
}
