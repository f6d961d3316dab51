import type { BankId } from "../../../shared/kernel/ids.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";
import { settleOrAsk, type TwoWord, type TwoWordWrite } from "./two-words.ts";

/** A hold that stands. `word`: who asked that it be lifted, where one did. */
export type HoldRow = { readonly hold: string; readonly reason: string; readonly by: string; readonly at: number; readonly word: TwoWord | undefined };
/** `erase`: who asked that the file be erased at its client's request. */
export type HoldSight = { readonly seen: boolean; readonly holds: readonly HoldRow[]; readonly erase: TwoWord | undefined };
export type HoldChange = {
  readonly set?: { readonly hold: string; readonly reason: string; readonly by: string; readonly at: number };
  readonly lift?: { readonly hold: string; readonly by: string; readonly at: number };
  readonly word?: { readonly kind: "file-hold" | "file-erase"; readonly subject: string; readonly write: TwoWordWrite };
};
export type HoldStore = {
  /** Of somebody of the bank who has not left. */
  readonly roleOf: (bank: BankId, person: string) => Promise<string | undefined>;
  /** What stands on a file of the scope's branches, under the file's lock: nobody erases it meanwhile. @throws OutOfScope by the tables' own checks */
  readonly changeHolds: <T>(scope: DataScope, file: string, decide: (sight: HoldSight) => { readonly change: HoldChange; readonly answer: T }) => Promise<T>;
};

type WordColumns = { readonly id: string | null; readonly detail: string | null; readonly by: string | null; readonly at: number | null; readonly until: number | null };
type Row = { readonly hold: string; readonly reason: string; readonly set_by: string; readonly set_at: number } & WordColumns;
const WORD = `w.word_id AS id, w.detail, w.asked_by AS "by", w.asked_at AS "at", w.until`;
const toWord = ({ id, detail, by, at, until }: WordColumns): TwoWord | undefined => (id === null ? undefined : { id, detail: detail ?? "", by: by ?? "", at: at ?? 0, until: until ?? 0 });

export function holdQueries(driver: SqlDriver): HoldStore {
  return {
    roleOf: (bank, person) =>
      driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), async (sql) =>
        (await sql.query<{ role: string }>("SELECT role FROM person WHERE bank_id = $1::uuid AND person_id = $2::uuid AND active", [bank, person]))[0]?.role),
    changeHolds: (scope, file, decide) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        const seen = await sql.query("SELECT 1 AS n FROM file WHERE bank_id = $1::uuid AND file_id = $2::uuid FOR UPDATE", [scope.bank, file]);
        const rows = await sql.query<Row>(
          `SELECT h.hold_id AS hold, h.reason, h.set_by, h.set_at, ${WORD} FROM file_hold h
           LEFT JOIN two_word w ON w.bank_id = h.bank_id AND w.kind = 'file-hold' AND w.subject = h.hold_id AND w.settled IS NULL
           WHERE h.bank_id = $1::uuid AND h.file_id = $2::uuid AND h.lifted_at IS NULL ORDER BY h.set_at, h.hold_id`, [scope.bank, file]);
        const [erase] = await sql.query<WordColumns>(`SELECT ${WORD} FROM two_word w WHERE w.bank_id = $1::uuid AND w.kind = 'file-erase' AND w.subject = $2::uuid AND w.settled IS NULL`, [scope.bank, file]);
        const { change: { set, lift, word }, answer } = decide({
          seen: seen.length > 0, holds: rows.map((row) => ({ hold: row.hold, reason: row.reason, by: row.set_by, at: row.set_at, word: toWord(row) })), erase: erase === undefined ? undefined : toWord(erase),
        });
        if (word !== undefined) await settleOrAsk(sql, scope.bank, word, word.write);
        if (set !== undefined) await sql.query("INSERT INTO file_hold (bank_id, hold_id, file_id, reason, set_by, set_at) VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6::bigint)", [scope.bank, set.hold, file, set.reason, set.by, set.at]);
        if (lift !== undefined) await sql.query("UPDATE file_hold SET lifted_by = $3::uuid, lifted_at = $4::bigint WHERE bank_id = $1::uuid AND hold_id = $2::uuid AND lifted_at IS NULL", [scope.bank, lift.hold, lift.by, lift.at]);
        return answer;
      }),
  };
}
