import pg from "pg";
import type { FileState } from "../../shared/sync/file-state.ts";
import type { Found, Held } from "./compare.ts";
import { sirenOf, textOf, type Told } from "./told.ts";

/** Everything the centre holds, past the server: by the superuser of its database, in what the tables themselves say. */
export async function readCentre(url: string): Promise<Found> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const files = await client.query<{ state: string }>("SELECT state FROM guichet.file ORDER BY file_id");
    const ledger = await client.query<Held>(`
      SELECT file_id AS file, siren, amount::float8 AS amount, number
      FROM (SELECT DISTINCT ON (siren, bank_id, file_id) * FROM guichet.ledger_movement ORDER BY siren, bank_id, file_id, step DESC) m WHERE state <> 'released' ORDER BY file_id`);
    return { files: files.rows.map(({ state }) => toldOf(JSON.parse(state) as FileState)), ledger: ledger.rows }; // the centre's own text
  } finally {
    await client.end();
  }
}

const toldOf = ({ file, status, fields, registration, refusal }: FileState): Told => ({
  file, status, siren: sirenOf(fields), amount: Number(fields.amount ?? 0), fields: textOf(fields),
  number: registration?.number, receipt: registration?.receipt, refusal: refusal?.code,
});
