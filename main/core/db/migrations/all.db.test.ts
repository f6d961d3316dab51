import { expect, test } from "vitest";
import type { LocalDb } from "../connection.ts";
import { sql } from "../sql.ts";
import { mustOpen, newProfile } from "../testing-profile.ts";
import { migrations } from "./all.ts";

/** Tables and indexes as SQLite spells them, FTS's own tables aside. */
function schemaOf(db: LocalDb): readonly { readonly type: string; readonly name: string; readonly sql: string | null }[] {
  return db.read.all(sql`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'file_search_%' AND name NOT LIKE 'sqlite_%' ORDER BY name`);
}

test("from every version the newest schema is reached, the same one", async () => {
  const whole = await mustOpen(newProfile(), migrations);
  const wanted = schemaOf(whole);
  whole.close();
  expect(wanted.length).toBeGreaterThan(10);
  for (let from = 0; from <= migrations.length; from += 1) {
    const profile = newProfile();
    (await mustOpen(profile, migrations.slice(0, from))).close();
    const db = await mustOpen(profile, migrations);
    expect(schemaOf(db)).toEqual(wanted);
    expect(db.checkPages()).toEqual([]);
    db.close();
  }
});

test("every table is STRICT, but for the words of the search", async () => {
  const db = await mustOpen(newProfile(), migrations);
  const tables = schemaOf(db).filter(({ type }) => type === "table");
  const ours = ["branch_check", "cursor", "distinct_pair", "document", "doubled_siren", "erased_file", "field_mark", "file_row", "file_seen", "file_search", "file_truth", "heard_change", "heard_push", "import_job", "import_mapping", "import_row", "imported_row", "left_file", "lookup_answer", "lookup_ask", "outbox", "premium_owed", "replica", "scheme_pack", "set_aside", "setting", "working_field", "working_file"];
  for (const name of ours) expect(tables.map((table) => table.name)).toContain(name);
  for (const { name, sql: text } of tables) if (ours.includes(name) && name !== "file_search") expect(text, name).toMatch(/\) STRICT$/);
  db.close();
});
