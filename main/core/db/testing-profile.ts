import { createHash, randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { LocalDb, Migration } from "./connection.ts";
import { openDb } from "./open-db.ts";
import { sql } from "./sql.ts";

/** For the tests of this room: one small table, real files. */
export const noteMigration: Migration = {
  version: 10,
  name: "note",
  up: (db) => void db.run(sql`CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT`),
};

/** A new folder, gone when the test is over. */
export function tempFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "guichet-db-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export type TestProfile = { readonly dir: string; readonly key: Uint8Array };
export const newProfile = (): TestProfile => ({ dir: join(tempFolder(), "profile"), key: Uint8Array.from(randomBytes(32)) });

export const openProfile = async ({ dir, key }: TestProfile, migrations: readonly Migration[] = [noteMigration]): Promise<Result<LocalDb, CodedError>> =>
  await openDb({ dir, key, now: () => Date.now(), migrations });

/** The connection, closed when the test is over. Throws the code when it does not open. */
export async function mustOpen(profile: TestProfile, migrations?: readonly Migration[]): Promise<LocalDb> {
  const opened = await openProfile(profile, migrations);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  onTestFinished(() => opened.value.close());
  return opened.value;
}

/** Saves note number `n` and seals change `n` of the line with it, in one transaction. */
export function saveNote(db: LocalDb, n: number, text = `note ${n}`): void {
  db.transaction((tx) => {
    tx.run(sql`INSERT INTO note (id, text) VALUES (${n}, ${text})`);
    tx.setLineHead({ seq: n, hash: `hash ${n}` });
  });
}

export const countNotes = (db: LocalDb): number => db.read.get<{ n: number }>(sql`SELECT count(*) AS n FROM note`)?.n ?? -1;

const DB_FILES = ["guichet.db", "guichet.db-wal", "guichet.witness", "guichet.damaged"];

/** What a power cut at this instant would leave: the files as they are, in a new folder. */
export function snapshot({ dir, key }: TestProfile): TestProfile {
  const copy = join(tempFolder(), "profile");
  mkdirSync(copy);
  for (const name of DB_FILES) if (existsSync(join(dir, name))) copyFileSync(join(dir, name), join(copy, name));
  return { dir: copy, key };
}

/** Name and SHA-256 of each file of the database in a folder. */
export function fingerprint(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir).filter((name) => DB_FILES.includes(name));
  return Object.fromEntries(names.map((name) => [name, createHash("sha256").update(readFileSync(join(dir, name))).digest("hex")]));
}

export const fileSize = (path: string): number => statSync(path).size;
