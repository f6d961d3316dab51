import pg from "pg";

/** The rows of a batch as the centre would keep them, with nothing decided: the straight line that a push is held against. */
export type FloorRow = { readonly seq: number; readonly change: string; readonly file: string; readonly head: string; readonly body: string; readonly salt: string; readonly state: string };

const SCHEMA = `
  CREATE TABLE floor_change (bank uuid, replica uuid, seq bigint, change uuid, head text, body text, salt text, PRIMARY KEY (bank, replica, seq), UNIQUE (bank, change));
  CREATE TABLE floor_file (bank uuid, file uuid, version int, state text, PRIMARY KEY (bank, file));
  CREATE TABLE floor_feed (bank uuid, branch uuid, n bigint, file uuid, PRIMARY KEY (bank, branch, n));`;

/** One jsonb parameter a table, one transaction a batch: the fastest durable way to write these rows. */
const WRITE = `
  WITH rows AS (SELECT * FROM jsonb_to_recordset($4::jsonb) AS r(seq bigint, change uuid, file uuid, head text, body text, salt text, state text)),
  changes AS (INSERT INTO floor_change SELECT $1::uuid, $2::uuid, seq, change, head, body, salt FROM rows ON CONFLICT DO NOTHING),
  files AS (INSERT INTO floor_file SELECT DISTINCT ON (file) $1::uuid, file, 1, state FROM rows ORDER BY file, seq DESC ON CONFLICT (bank, file) DO UPDATE SET version = floor_file.version + 1, state = excluded.state)
  INSERT INTO floor_feed SELECT $1::uuid, $3::uuid, seq, file FROM rows`;

export async function createFloor(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(SCHEMA);
  await client.end();
}

/** Changes a second for writing `batches` one after the other over one connection. */
export async function runFloor(url: string, place: { readonly bank: string; readonly replica: string; readonly branch: string }, batches: readonly (readonly FloorRow[])[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const texts = batches.map((batch) => JSON.stringify(batch));
  const start = performance.now();
  for (const text of texts) await client.query(WRITE, [place.bank, place.replica, place.branch, text]);
  const seconds = (performance.now() - start) / 1000;
  await client.end();
  return batches.reduce((sum, batch) => sum + batch.length, 0) / seconds;
}
