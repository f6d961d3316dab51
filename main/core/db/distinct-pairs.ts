import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { uuidToBlob } from "./uuid-blob.ts";

const inOrder = (a: FileId, b: FileId): readonly [Uint8Array, Uint8Array] => (a < b ? [uuidToBlob(a), uuidToBlob(b)] : [uuidToBlob(b), uuidToBlob(a)]);

/** Two files of one company that are two requests: `by` said so, once and for these two. */
export function markDistinct(db: WritableDb, a: FileId, b: FileId, by: string, at: number): void {
  const [first, second] = inOrder(a, b);
  db.run(sql`INSERT INTO distinct_pair (first, second, marked_by, marked_at) VALUES (${first}, ${second}, ${by}, ${at}) ON CONFLICT (first, second) DO NOTHING`);
}

export function isDistinctPair(db: ReadableDb, a: FileId, b: FileId): boolean {
  const [first, second] = inOrder(a, b);
  return db.get(sql`SELECT 1 FROM distinct_pair WHERE first = ${first} AND second = ${second}`) !== undefined;
}
