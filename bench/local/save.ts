import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createFile, saveField } from "../../main/core/files/file-work.ts";
import { openCipher } from "../../main/core/db/open-cipher.ts";
import { sql } from "../../main/core/db/sql.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { measure, percentile } from "../support/result.ts";
import { makeLocalDesk } from "./local-desk.ts";

const FIELDS = ["legalName", "city", "address", "preApprovedBy", "siren"] as const;

/**
 * One field of the working copy, as the form saves it: read, projected, written with the list's row and its words, durable and witnessed.
 * Files are changed every forty fields, as people do. The limit is one row written by better-sqlite3 under the same cipher and FULL.
 */
export const save: Scenario = {
  keys: ["save_p99_ms"],
  run: async ({ folder, full, say }) => {
    const local = await makeLocalDesk(folder);
    try {
      const { desk } = local;
      const rounds = full ? 20_000 : 3_000;
      const times: number[] = [];
      let file = newFile(desk);
      const typed = new Set<string>();
      for (let n = 0; n < rounds; n += 1) {
        if (n % 40 === 39) file = newFile(desk);
        const field = FIELDS[n % FIELDS.length] ?? "city";
        const value = field === "siren" ? "732829320" : `Valeur ${n}`;
        const start = performance.now();
        const saved = saveField(desk, file, field, value);
        times.push(performance.now() - start);
        if (!saved.ok) throw new Error(JSON.stringify(saved.error));
        typed.add(`${file} ${field}`);
        // As between two keystrokes: whatever waits for a quiet moment has it.
        await new Promise((resolve) => setImmediate(resolve));
      }
      const kept = desk.db.read.get<{ n: number }>(sql`SELECT count(*) AS n FROM working_field`)?.n ?? 0;
      if (kept !== typed.size) throw new Error(`${kept} fields kept of ${typed.size} typed`);
      const faults = desk.db.checkPages();
      if (faults.length > 0) throw new Error(faults.join("; "));
      const floor = saveFloor(folder, rounds);
      say(`${rounds} saves, median ${percentile(times, 0.5).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms, all kept`);
      return { save_p99_ms: measure(percentile(times, 0.99), "ms", percentile(floor, 0.99)) };
    } finally {
      local.close();
    }
  },
};

function newFile(desk: Parameters<typeof createFile>[0]) {
  const made = createFile(desk);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.file;
}

function saveFloor(folder: string, rounds: number): readonly number[] {
  const db = openCipher(join(folder, "floor.db"), Uint8Array.from(randomBytes(32)), "create");
  try {
    if (db.pragma("synchronous", { simple: true }) !== 2 || db.pragma("cipher", { simple: true }) !== "aegis") throw new Error("the floor must be as durable and as encrypted");
    db.exec("CREATE TABLE working_field (id INTEGER PRIMARY KEY, file BLOB NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (file, field)) STRICT");
    const put = db.prepare("INSERT INTO working_field (file, field, value) VALUES (?, ?, ?) ON CONFLICT (file, field) DO UPDATE SET value = excluded.value");
    const file = randomBytes(16);
    return Array.from({ length: rounds }, (_, n) => {
      const start = performance.now();
      put.run(file, FIELDS[n % FIELDS.length], `Valeur ${n}`);
      const took = performance.now() - start;
      if (n % 250 === 249) db.pragma("wal_checkpoint(TRUNCATE)");
      return took;
    });
  } finally {
    db.close();
  }
}
