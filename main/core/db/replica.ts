import type { BankId, ReplicaId, UserId } from "../../../shared/kernel/ids.ts";
import type { StoredReplicaKey } from "../keys/replica-key.ts";
import type { LineHead, ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

/** Who this database is to the centre. The private key leaves the database only to sign. */
export type Replica = { readonly replica: ReplicaId; readonly bank: BankId; readonly owner: UserId; readonly key: StoredReplicaKey };
export type ReplicaLine = { readonly head: LineHead; readonly answered: number; readonly enrolled: boolean };

type IdentityRow = { readonly replica: Uint8Array; readonly bank: Uint8Array; readonly owner: string; readonly private_key: string; readonly public_key: string };

export function insertReplica(db: WritableDb, replica: Replica, emptyHash: string, madeAt: number): void {
  db.run(sql`
    INSERT INTO replica (id, replica, bank, owner, private_key, public_key, made_at, line_seq, line_hash, answered_seq)
    VALUES (1, ${uuidToBlob(replica.replica)}, ${uuidToBlob(replica.bank)}, ${replica.owner}, ${replica.key.privateKey}, ${replica.key.publicKey}, ${madeAt}, 0, ${emptyHash}, 0)`);
}

export function findReplica(db: ReadableDb): Replica | undefined {
  const row = db.get<IdentityRow>(sql`SELECT replica, bank, owner, private_key, public_key FROM replica WHERE id = 1`);
  if (row === undefined) return undefined;
  // The gate: written by insertReplica only.
  return { replica: blobToUuid(row.replica), bank: blobToUuid(row.bank), owner: row.owner as UserId, key: { publicKey: row.public_key, privateKey: row.private_key } };
}

export function getLine(db: ReadableDb): ReplicaLine {
  const row = db.get<{ line_seq: number; line_hash: string; answered_seq: number; enrolled_at: number | null }>(
    sql`SELECT line_seq, line_hash, answered_seq, enrolled_at FROM replica WHERE id = 1`,
  );
  if (row === undefined) throw new Error("the database has no replica");
  return { head: { seq: row.line_seq, hash: row.line_hash }, answered: row.answered_seq, enrolled: row.enrolled_at !== null };
}

/** Another replica in the same database: its line begins, and it is to be enrolled. */
export function beginReplicaAnew(db: WritableDb, replica: Replica, emptyHash: string): void {
  db.run(sql`
    UPDATE replica SET replica = ${uuidToBlob(replica.replica)}, private_key = ${replica.key.privateKey}, public_key = ${replica.key.publicKey},
      enrolled_at = NULL, answered_seq = 0, line_seq = 0, line_hash = ${emptyHash} WHERE id = 1`);
  db.setLineHead({ seq: 0, hash: emptyHash });
}

/** In the transaction that seals: the line's new end, here and for the witness. */
export function moveLine(db: WritableDb, head: LineHead): void {
  db.run(sql`UPDATE replica SET line_seq = ${head.seq}, line_hash = ${head.hash} WHERE id = 1`);
  db.setLineHead(head);
}

export function markAnswered(db: WritableDb, seq: number): void {
  db.run(sql`UPDATE replica SET answered_seq = max(answered_seq, ${seq}) WHERE id = 1`);
}

export function markEnrolled(db: WritableDb, at: number): void {
  db.run(sql`UPDATE replica SET enrolled_at = coalesce(enrolled_at, ${at}) WHERE id = 1`);
}
