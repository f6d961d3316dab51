import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CodedFailure } from "./connection.ts";
import { openCipher } from "./open-cipher.ts";
import { openDb } from "./open-db.ts";
import { sql } from "./sql.ts";
import { countNotes, fingerprint, mustOpen, newProfile, noteMigration, openProfile, saveNote, tempFolder } from "./testing-profile.ts";

test("[LS1] what is saved is there again after closing, and the mark of the last commit with it", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  saveNote(db, 1);
  saveNote(db, 2);
  const mark = db.lastCommit();
  db.close();
  const again = await mustOpen(profile);
  expect(countNotes(again)).toBe(2);
  expect(again.lastCommit()).toEqual(mark);
  expect(mark.line).toEqual({ seq: 2, hash: "hash 2" });
  expect(again.checkPages()).toEqual([]);
});

test("[LS4] the connection is as durable and as closed as promised", async () => {
  const profile = newProfile();
  (await mustOpen(profile)).close();
  const db = openCipher(join(profile.dir, "guichet.db"), profile.key, "write");
  const pragma = (name: string) => db.pragma(name, { simple: true });
  expect({
    cipher: pragma("cipher"), page: pragma("page_size"), journal: pragma("journal_mode"), synchronous: pragma("synchronous"), cache: pragma("cache_size"),
    foreign: pragma("foreign_keys"), fullfsync: pragma("fullfsync"), temp: pragma("temp_store"), trusted: pragma("trusted_schema"), cells: pragma("cell_size_check"),
  }).toEqual({ cipher: "aegis", page: 16_384, journal: "wal", synchronous: 2, cache: -65_536, foreign: 1, fullfsync: 1, temp: 2, trusted: 0, cells: 1 });
  expect(pragma("algorithm")).toBe("aegis-256");
  db.close();
});

test("[LS4] nothing typed can be read in any file of the folder", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  for (let n = 1; n <= 20; n += 1) saveNote(db, n, "Boulangerie Secrète 552100554");
  for (const name of readdirSync(profile.dir)) {
    const bytes = readFileSync(join(profile.dir, name));
    for (const word of ["Secr", "552100554", "CREATE TABLE", "SQLite format"]) expect(bytes.includes(word), `${word} in ${name}`).toBe(false);
  }
});

test("[LS13] another key does not open it, and changes nothing", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  saveNote(db, 1);
  db.close();
  const before = fingerprint(profile.dir);
  expect(await openProfile({ ...profile, key: new Uint8Array(32) })).toEqual({ ok: false, error: { code: "G1006" } });
  expect(fingerprint(profile.dir)).toEqual(before);
  expect(existsSync(join(profile.dir, "aside"))).toBe(false);
  expect(countNotes(await mustOpen(profile))).toBe(1);
});

test("[LS13] a newer schema is refused and left untouched", async () => {
  const profile = newProfile();
  const later = { version: 20, name: "later", up: () => undefined };
  const db = await mustOpen(profile, [noteMigration, later]);
  saveNote(db, 1);
  db.close();
  const before = fingerprint(profile.dir);
  expect(await openProfile(profile)).toEqual({ ok: false, error: { code: "G1002", params: { what: "database", version: 20 } } });
  expect(fingerprint(profile.dir)).toEqual(before);
});

test("[LS13] a newer witness is refused and left untouched", async () => {
  const profile = newProfile();
  (await mustOpen(profile)).close();
  writeFileSync(join(profile.dir, "guichet.witness"), '{"format":2}');
  const before = fingerprint(profile.dir);
  expect(await openProfile(profile)).toEqual({ ok: false, error: { code: "G1002", params: { what: "witness", version: 2 } } });
  expect(fingerprint(profile.dir)).toEqual(before);
});

test("[LS13] a folder that cannot be is told", async () => {
  const path = join(tempFolder(), "file");
  writeFileSync(path, "");
  const opened = await openDb({ dir: join(path, "profile"), key: new Uint8Array(32), now: () => 0, migrations: [] });
  expect(opened).toMatchObject({ ok: false, error: { code: "G1007" } });
});

test("[LS13] a folder in the database's place is told, and nothing of it is removed", async () => {
  const profile = newProfile();
  mkdirSync(join(profile.dir, "guichet.db", "kept"), { recursive: true });
  expect(await openProfile(profile)).toMatchObject({ ok: false, error: { code: "G1007" } });
  expect(existsSync(join(profile.dir, "guichet.db", "kept"))).toBe(true);
});

test("[LS3] work that throws leaves the database as before, and the next transaction passes", async () => {
  const db = await mustOpen(newProfile());
  saveNote(db, 1);
  const mark = db.lastCommit();
  const failing = () =>
    db.transaction((tx) => {
      tx.run(sql`INSERT INTO note (id, text) VALUES (2, 'lost')`);
      tx.setLineHead({ seq: 99, hash: "never" });
      throw new CodedFailure({ code: "G2001" });
    });
  expect(failing).toThrow("G2001");
  expect(countNotes(db)).toBe(1);
  expect(db.lastCommit()).toEqual(mark);
  saveNote(db, 2);
  expect(db.lastCommit().line.seq).toBe(2);
});

test("[LS3] a transaction cannot wait: refused by the compiler, and at run time with nothing saved", async () => {
  const db = await mustOpen(newProfile());
  // @ts-expect-error a promise is not an answer of a transaction
  const waiting = () => db.transaction(async (tx) => await Promise.resolve(tx.run(sql`INSERT INTO note (id, text) VALUES (1, 'x')`)));
  expect(waiting).toThrow("must not await");
  expect(countNotes(db)).toBe(0);
});

test("[LS3] a transaction inside another is refused", async () => {
  const db = await mustOpen(newProfile());
  expect(() => db.transaction(() => db.transaction(() => 1))).toThrow("inside another");
  saveNote(db, 1);
  expect(countNotes(db)).toBe(1);
});

test("[LS3] a handle that only reads cannot write", async () => {
  const db = await mustOpen(newProfile());
  expect(() => db.read.all(sql`INSERT INTO note (id, text) VALUES (1, 'x') RETURNING id`)).toThrow("only reads");
  expect(countNotes(db)).toBe(0);
});

test("more texts than are kept prepared still run", async () => {
  const db = await mustOpen(newProfile());
  saveNote(db, 1);
  for (let n = 1; n < 900; n += 1) expect(db.read.get<{ n: number }>(sql`SELECT ${sql.join([sql`count(*)`])} + ${n} AS n FROM note WHERE id IN (${sql.values(Array.from({ length: n }, () => 1))})`)?.n).toBe(n + 1);
});

test("a large transaction settles into the main file at once, and small ones when things are quiet", async () => {
  const profile = newProfile();
  const db = await mustOpen(profile);
  const wal = () => readFileSync(join(profile.dir, "guichet.db-wal")).length;
  db.transaction((tx) => {
    for (let n = 1; n <= 80; n += 1) tx.run(sql`INSERT INTO note (id, text) VALUES (${n}, ${"x".repeat(1_000_000)})`);
  });
  expect(wal()).toBe(0);
  db.transaction((tx) => void tx.run(sql`INSERT INTO note (id, text) VALUES (100, ${"x".repeat(20_000_000)})`));
  expect(wal()).toBeGreaterThan(16_000_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(wal()).toBe(0);
  db.close();
  expect(countNotes(await mustOpen(profile))).toBe(81);
});
