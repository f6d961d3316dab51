import type { SqlClient } from "../sql.ts";

/** What one person asked for and another one must say too. `detail`: exactly what, in words of its kind. */
export type TwoWord = { readonly id: string; readonly detail: string; readonly by: string; readonly at: number; readonly until: number };
/** `settle` ends the one that stands, `ask` begins another. The tables refuse a confirmation by whoever asked, or after its time. */
export type TwoWordWrite = {
  readonly settle?: { readonly id: string; readonly as: "confirmed" | "withdrawn" | "expired"; readonly by: string; readonly at: number };
  readonly ask?: TwoWord;
};

/** The same with the name of whoever asked. */
export type NamedWord = TwoWord & { readonly name: string };
export type NamedPerson = { readonly id: string; readonly name: string };

/** What a bank's two words about itself stand at: the one that waits for a second person; its time may be over. */
export async function findBankWord(sql: SqlClient, bank: string, kind: string): Promise<NamedWord | undefined> {
  const [word] = await sql.query<TwoWord & { readonly name: string | null }>(
    `SELECT w.word_id AS id, w.detail, w.asked_by AS by, w.asked_at AS at, w.until, p.name FROM two_word w LEFT JOIN person p ON p.bank_id = w.bank_id AND p.person_id = w.asked_by
     WHERE w.bank_id = $1::uuid AND w.kind = $2 AND w.subject = $1::uuid AND w.settled IS NULL`, [bank, kind]);
  return word === undefined ? undefined : { ...word, name: word.name ?? "" };
}

export async function settleOrAsk(sql: SqlClient, bank: string, { kind, subject }: { readonly kind: string; readonly subject: string }, { settle, ask }: TwoWordWrite): Promise<void> {
  if (settle !== undefined) {
    await sql.query("UPDATE two_word SET settled = $3, settled_by = $4::uuid, settled_at = $5::bigint WHERE bank_id = $1::uuid AND word_id = $2::uuid AND settled IS NULL", [bank, settle.id, settle.as, settle.by, settle.at]);
  }
  if (ask !== undefined) {
    await sql.query(
      "INSERT INTO two_word (bank_id, word_id, kind, subject, detail, asked_by, asked_at, until) VALUES ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::uuid, $7::bigint, $8::bigint)",
      [bank, ask.id, kind, subject, ask.detail, ask.by, ask.at, ask.until]);
  }
}
