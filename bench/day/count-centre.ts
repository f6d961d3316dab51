import type pg from "pg";
import { createTally, NOTHING, plus, type Loan, type LoansOfFiles, type Side } from "./sides.ts";

/** Asks the centre's database, as its superuser: nothing of the servers' own programs is between. */
export type Ask = (sql: string) => Promise<readonly Record<string, unknown>[]>;
export const askerOf = (client: Pick<pg.Client, "query">): Ask => async (sql) => (await client.query<Record<string, unknown>>(sql)).rows;

/** Each file's last movement in the ledger that still stands. */
const LIVE = `SELECT DISTINCT ON (m.bank_id, m.file_id, m.number) m.bank_id, m.file_id, m.number, m.siren, m.amount, m.state FROM guichet.ledger_movement m ORDER BY m.bank_id, m.file_id, m.number, m.step DESC`;
/** Files by where they stand; those whose creation was refused are no files, and are read from what was sent. */
const CLASSES = `
  SELECT f.bank_id::text AS bank, f.file_id::text AS file, f.status, f.state::jsonb->'refusal'->>'code' AS refused, coalesce((f.state::jsonb->'fields'->>'amount')::bigint, 0) AS cents,
    EXISTS (SELECT FROM guichet.change c WHERE c.bank_id = f.bank_id AND c.file_id = f.file_id AND c.kind = 'submitted') AS asked FROM guichet.file f
  UNION ALL
  SELECT c.bank_id::text, c.file_id::text, 'none', c.verdict::jsonb->>'code', coalesce((c.body::jsonb->'fields'->>'amount')::bigint, 0),
    EXISTS (SELECT FROM guichet.change s WHERE s.bank_id = c.bank_id AND s.file_id = c.file_id AND s.kind = 'submitted')
  FROM guichet.change c WHERE c.kind = 'created' AND c.decided AND c.verdict::jsonb->>'kind' = 'refused' AND NOT EXISTS (SELECT FROM guichet.file f WHERE f.bank_id = c.bank_id AND f.file_id = c.file_id)`;

/** What the centre holds: files and changes as they are kept, and loans by the ledger alone. */
export async function countCentre(ask: Ask): Promise<Side> {
  const tally = createTally();
  const files = new Set<string>();
  for (const row of await ask(CLASSES)) {
    const [bank, status, cents] = [String(row["bank"]), String(row["status"]), Number(row["cents"])];
    if (status !== "none") files.add(String(row["file"]));
    if (row["asked"] === true) tally.add(bank, "asked", cents);
    if (status === "registered" || status === "withdrawn") {
      if (status === "withdrawn") tally.add(bank, "withdrawn", cents);
    } else if (typeof row["refused"] === "string") tally.add(bank, { refused: row["refused"] }, cents);
    else tally.add(bank, "drafts", cents);
  }
  const loans: Loan[] = [];
  for (const row of await ask(LIVE)) {
    if (row["state"] === "released") continue;
    const loan = { number: String(row["number"]), bank: String(row["bank_id"]), file: String(row["file_id"]), siren: String(row["siren"]), amount: Number(row["amount"]) };
    loans.push(loan);
    tally.add(loan.bank, "registered", loan.amount);
  }
  for (const row of await ask("SELECT bank_id::text AS bank, verdict::jsonb->>'kind' AS kind, verdict::jsonb->>'code' AS code, count(*) AS n FROM guichet.change GROUP BY 1, 2, 3"))
    tally.verdict(String(row["bank"]), [row["kind"], row["code"]].filter((word) => typeof word === "string").join(" "), Number(row["n"]));
  const lines = await ask("SELECT replica_id::text AS replica, count(*) AS n FROM guichet.change GROUP BY 1");
  const contents = await ask("SELECT file_id::text AS file, sum(size) AS bytes FROM guichet.document WHERE completed_at IS NOT NULL GROUP BY 1");
  return {
    banks: tally.banks(), loans, files, lines: new Map(lines.map((row) => [String(row["replica"]), Number(row["n"])])),
    contents: new Map(contents.map((row) => [String(row["file"]), Number(row["bytes"])])),
  };
}

/** What the loans of the files themselves sum up to, beside the ledger, and how many each version of the rules registered. */
export async function countLoansOfFiles(ask: Ask): Promise<LoansOfFiles> {
  const rows = await ask("SELECT state::jsonb->'registration'->>'rules' AS rules, count(*) AS n, sum((state::jsonb->'fields'->>'amount')::bigint) AS cents FROM guichet.file WHERE status = 'registered' GROUP BY 1 ORDER BY 1");
  const byRules = rows.map((row) => ({ rules: String(row["rules"]), files: Number(row["n"]), cents: Number(row["cents"]) }));
  return { ...byRules.reduce(plus, NOTHING), byRules };
}
