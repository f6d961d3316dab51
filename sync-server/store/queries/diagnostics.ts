import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";

export type DiagnosticRow = {
  readonly id: string; readonly replica: string; readonly person: string; readonly reason: string; readonly by: string; readonly byName: string; readonly at: number; readonly until: number;
  readonly answer: "given" | "declined" | undefined; readonly answeredAt: number | undefined;
};
export type DiagnosticAsked = Pick<DiagnosticRow, "id" | "replica" | "person" | "reason" | "by" | "at" | "until">;

/** The last diagnostic of each workstation. */
export type DiagnosticStore = {
  /** Of a bank, without what was sent. */
  readonly listDiagnostics: (bank: string) => Promise<readonly DiagnosticRow[]>;
  /** In place of one that was answered or whose time is over; false where one is still asked for. `scope.persons`: the owner, and who asks. Told to every process, with the branch that it is told by. */
  readonly askDiagnostic: (scope: DataScope, asked: DiagnosticAsked, branch: string) => Promise<boolean>;
  /** Without content: declined. False where that one is not asked for (any more). */
  readonly answerDiagnostic: (scope: DataScope, answer: { readonly id: string; readonly replica: string; readonly at: number; readonly content: string | undefined }) => Promise<boolean>;
  /** What was sent, since `keptFrom`; who reads it is noted. Older ones of the bank are forgotten. */
  readonly readDiagnostic: (scope: DataScope, read: { readonly replica: string; readonly by: string; readonly at: number; readonly keptFrom: number }) => Promise<string | undefined>;
};

/** As every process of the centre hears it. */
export const diagnosticNews = (bank: string, branch: string): string => JSON.stringify({ diagnostic: { bank, branch } });

type Row = { readonly replica_id: string; readonly person_id: string; readonly diagnostic_id: string; readonly reason: string; readonly asked_by: string; readonly asked_by_name: string | null; readonly asked_at: number; readonly until: number; readonly answer: "given" | "declined" | null; readonly answered_at: number | null };

export function diagnosticQueries(driver: SqlDriver): DiagnosticStore {
  return {
    listDiagnostics: (bank) => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), async (sql) =>
      (await sql.query<Row>("SELECT replica_id, person_id, diagnostic_id, reason, asked_by, asked_by_name, asked_at, until, answer, answered_at FROM bank_diagnostics()")).map((row) => ({
        id: row.diagnostic_id, replica: row.replica_id, person: row.person_id, reason: row.reason, by: row.asked_by, byName: row.asked_by_name ?? "", at: row.asked_at, until: row.until, answer: row.answer ?? undefined, answeredAt: row.answered_at ?? undefined,
      }))),
    askDiagnostic: (scope, { id, replica, person, reason, by, at, until }, branch) => driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
      const written = await sql.query(
        `INSERT INTO diagnostic AS d (bank_id, replica_id, person_id, diagnostic_id, reason, asked_by, asked_at, until) VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::uuid, $7::bigint, $8::bigint)
         ON CONFLICT (bank_id, replica_id) DO UPDATE SET person_id = excluded.person_id, diagnostic_id = excluded.diagnostic_id, reason = excluded.reason, asked_by = excluded.asked_by, asked_at = excluded.asked_at, until = excluded.until,
           answer = NULL, answered_at = NULL, content = NULL, read_at = NULL, read_by = NULL
         WHERE d.answer IS NOT NULL OR d.until < excluded.asked_at RETURNING 1 AS n`,
        [scope.bank, replica, person, id, reason, by, at, until],
      );
      if (written.length > 0) await sql.query("SELECT pg_notify('guichet_news', $1)", [diagnosticNews(scope.bank, branch)]);
      return written.length > 0;
    }),
    answerDiagnostic: (scope, { id, replica, at, content }) => driver.transaction(openingOf({ role: "write", ...scope }), async (sql) =>
      (await sql.query(
        "UPDATE diagnostic SET answer = $5, answered_at = $4::bigint, content = $6 WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND diagnostic_id = $3::uuid AND answer IS NULL AND until >= $4::bigint RETURNING 1 AS n",
        [scope.bank, replica, id, at, content === undefined ? "declined" : "given", content ?? null],
      )).length > 0),
    readDiagnostic: (scope, { replica, by, at, keptFrom }) => driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
      await sql.query("SELECT forget_diagnostics($1::bigint)", [keptFrom]);
      const [row] = await sql.query<{ content: string }>("UPDATE diagnostic SET read_at = $3::bigint, read_by = $4::uuid WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND content IS NOT NULL RETURNING content", [scope.bank, replica, at, by]);
      return row?.content;
    }),
  };
}
