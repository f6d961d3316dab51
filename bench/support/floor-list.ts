import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openCipher } from "../../main/core/db/open-cipher.ts";
import { openDb } from "../../main/core/db/open-db.ts";
import { DB_NAME } from "../../main/core/db/witness-aside.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import type { FileState } from "../../shared/sync/file-state.ts";
import type { FileEntry } from "../../shared/sync/protocol.ts";

/** Rows of one transaction, as a page brings them. */
const PAGE = 2_000;
const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll("-", ""), "hex");

/**
 * Files a second of writing these very states into the workstation's own tables, with every index, trigger and word that they have, under its cipher and FULL:
 * made ready before the clock starts, and nothing looked at, witnessed or told. The straight line of a first copy.
 */
export async function listFloor(folder: string, branch: string, entries: readonly FileEntry[]): Promise<number> {
  const [dir, key] = [join(folder, "floor-list"), randomBytes(32)];
  unwrap(await openDb({ dir, key, now: () => Date.now() }), "a database for the straight line").close();
  const db = openCipher(join(dir, DB_NAME), key, "write");
  try {
    const truth = db.prepare("INSERT INTO file_truth (file, branch, version, hash, state) VALUES (?, ?, ?, ?, ?)");
    const row = db.prepare(`INSERT INTO file_row (id, file, siren, name, name_key, number, amount, scheme, status, next, advisor, created_at, updated_at, here_changes)
      VALUES (?, ?, ?, ?, ?, NULL, ?, ?, 'ready', 'submit', ?, ?, ?, 0)`);
    const words = db.prepare("INSERT INTO file_search (rowid, siren, name, number, amount) VALUES (?, ?, ?, '', ?)");
    const ready = entries.map(({ file, version, hash, state }, index) => {
      const { fields, createdBy, createdAt, updatedAt } = JSON.parse(state) as FileState; // the centre's own text
      const [siren, name, amount] = [String(fields.siren ?? ""), String(fields.legalName ?? ""), Number(fields.amount ?? 0)];
      return {
        truth: [bytesOf(file), bytesOf(branch), version, hash, state],
        row: [index + 1, bytesOf(file), siren, name, name.toUpperCase(), amount, String(fields.scheme ?? ""), createdBy, createdAt, updatedAt],
        words: [index + 1, siren, name, String(Math.floor(amount / 100))],
      };
    });
    const start = performance.now();
    for (let i = 0; i < ready.length; i += PAGE) {
      db.exec("BEGIN IMMEDIATE");
      for (const one of ready.slice(i, i + PAGE)) {
        truth.run(...one.truth);
        row.run(...one.row);
        words.run(...one.words);
      }
      db.exec("COMMIT");
    }
    return entries.length / ((performance.now() - start) / 1000);
  } finally {
    db.close();
  }
}
