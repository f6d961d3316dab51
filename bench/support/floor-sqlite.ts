import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openCipher } from "../../main/core/db/open-cipher.ts";

/** Rows a second of writing these texts with a hash and an id, 500 a transaction, under the workstation's cipher and FULL. */
export function sqliteFloor(folder: string, texts: readonly string[]): number {
  const db = openCipher(join(folder, "floor.db"), randomBytes(32), "create");
  try {
    db.exec("CREATE TABLE file (id INTEGER PRIMARY KEY, file BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, hash TEXT NOT NULL, state TEXT NOT NULL) STRICT");
    const put = db.prepare("INSERT INTO file (file, version, hash, state) VALUES (?, 1, ?, ?)");
    const hash = "0".repeat(64);
    const start = performance.now();
    for (let i = 0; i < texts.length; i += 500) {
      db.exec("BEGIN IMMEDIATE");
      for (const text of texts.slice(i, i + 500)) put.run(randomBytes(16), hash, text);
      db.exec("COMMIT");
    }
    return texts.length / ((performance.now() - start) / 1000);
  } finally {
    db.close();
  }
}
