import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { openDb } from "./open-db.ts";
import { sql } from "./sql.ts";

/**
 * A process of its own for the tests that kill: reads `{ dir, key, seed, leaveAt }` as one line of JSON, opens the profile, prints "open", then saves
 * notes and prints each number once it is saved, without end or until number `leaveAt`, where it leaves without closing anything. Prints the code and exits with 1 when it does not open.
 */
const noteMigration = { version: 10, name: "note", up: (db: { run: (query: ReturnType<typeof sql>) => unknown }) => void db.run(sql`CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT`) };

const say = (text: string): void => void writeSync(1, `${text}\n`);

async function main(line: string): Promise<void> {
  const { dir, key, seed, leaveAt } = JSON.parse(line);
  const opened = await openDb({ dir, key: Buffer.from(key, "hex"), now: () => Date.now(), migrations: [noteMigration] });
  if (!opened.ok) {
    say(JSON.stringify(opened.error));
    process.exit(1);
  }
  const db = opened.value;
  say("open");
  let random = Number(seed);
  for (let n = (db.read.get<{ n: number }>(sql`SELECT coalesce(max(id), 0) AS n FROM note`)?.n ?? 0) + 1; ; n += 1) {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    const length = random % 10 === 0 ? random % 600_000 : random % 2_000;
    db.transaction((tx) => {
      tx.run(sql`INSERT INTO note (id, text) VALUES (${n}, ${"n".repeat(length)})`);
      tx.setLineHead({ seq: n, hash: `hash ${n}` });
    });
    say(String(n));
    if (n === leaveAt) process.exit(0);
    if (random % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

createInterface({ input: process.stdin }).once("line", (line) => void main(line));
