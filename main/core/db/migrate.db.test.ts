import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Migration } from "./connection.ts";
import { newestVersion } from "./migrate.ts";
import { migrations as released } from "./migrations/all.ts";
import { sql } from "./sql.ts";
import { countNotes, fingerprint, mustOpen, newProfile, noteMigration, openProfile, saveNote, tempFolder } from "./testing-profile.ts";

const addAuthor: Migration = { version: 20, name: "author", up: (db) => void db.run(sql`ALTER TABLE note ADD COLUMN author TEXT NOT NULL DEFAULT ''`) };
const addIndex: Migration = { version: 30, name: "index", up: (db) => void db.run(sql`CREATE INDEX note_by_author ON note (author)`) };
const failing: Migration = {
  version: 40,
  name: "half",
  up: (db) => {
    db.run(sql`DELETE FROM note`);
    db.run(sql`CREATE TABLE second (id INTEGER PRIMARY KEY) STRICT`);
    throw new Error("the second half does not pass");
  },
};
const all = [noteMigration, addAuthor, addIndex];

test("[LS14] from every version, the newest is reached and the rows are kept", async () => {
  for (let known = 0; known <= all.length; known += 1) {
    const profile = newProfile();
    const old = await mustOpen(profile, all.slice(0, known));
    if (known > 0) saveNote(old, 1);
    old.close();
    const db = await mustOpen(profile, all);
    expect(db.read.get(sql`PRAGMA user_version`)).toEqual({ user_version: 30 });
    expect(countNotes(db)).toBe(known > 0 ? 1 : 0);
    expect(db.read.all(sql`SELECT name FROM sqlite_schema WHERE name = 'note_by_author'`)).toHaveLength(1);
    expect(existsSync(join(profile.dir, "aside")) ? readdirSync(join(profile.dir, "aside")) : []).toEqual([]);
  }
});

test("[LS14] a step that fails leaves everything as before, keeps a copy, and the older Guichet still opens it", async () => {
  const profile = newProfile();
  const old = await mustOpen(profile, all);
  for (let n = 1; n <= 5; n += 1) saveNote(old, n);
  old.close();
  const before = fingerprint(profile.dir)["guichet.db"];

  const opened = await openProfile(profile, [...all, failing]);
  expect(opened).toMatchObject({ ok: false, error: { code: "G1011", params: { version: 40, name: "half", copy: join("aside", "before-40") } } });
  expect(fingerprint(join(profile.dir, "aside", "before-40"))["guichet.db"]).toBe(before);
  const again = await mustOpen(profile, all);
  expect(countNotes(again)).toBe(5);
  expect(again.read.all(sql`SELECT name FROM sqlite_schema WHERE name = 'second'`)).toEqual([]);
  again.close();

  const copy = { dir: tempFolder(), key: profile.key };
  copyFileSync(join(profile.dir, "aside", "before-40", "guichet.db"), join(copy.dir, "guichet.db"));
  copyFileSync(join(profile.dir, "aside", "before-40", "guichet.witness"), join(copy.dir, "guichet.witness"));
  expect(countNotes(await mustOpen(copy, all))).toBe(5);
});

test("[LS14] all pending steps pass together or none does", async () => {
  const profile = newProfile();
  (await mustOpen(profile, [noteMigration])).close();
  expect(await openProfile(profile, [...all, failing])).toMatchObject({ ok: false, error: { code: "G1011" } });
  expect((await mustOpen(profile, [noteMigration])).read.get(sql`PRAGMA user_version`)).toEqual({ user_version: 10 });
});

test("[LS14] steps are numbered by tens, each once, rising", () => {
  expect(newestVersion([])).toBe(0);
  expect(newestVersion(released)).toBeGreaterThan(0);
  for (const bad of [[{ ...addAuthor, version: 15 }], [addIndex, addAuthor], [addAuthor, addAuthor]]) expect(() => newestVersion(bad)).toThrow("by tens");
});
