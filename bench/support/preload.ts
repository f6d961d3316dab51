import type { Centre } from "./centre.ts";

/** Changes of a line, in rows made here, before the next line begins. */
const LINE = 10_000;

/**
 * Makes what the centre holds `files` files large, spread over all branches of the bank: files, their changes, feeds and ledger, as rows copied from
 * what real pushes wrote, each under ids, companies and numbers of its own. By the superuser, past the server: it is the size that counts here.
 * PostgreSQL has looked at its tables and written its pages when this ends.
 */
export async function preload(centre: Centre, bank: string, files: number): Promise<void> {
  const held = Number((await centre.query("SELECT count(*) AS n FROM guichet.file"))[0]?.["n"]);
  if (held === 0) throw new Error("nothing to copy: push some files first");
  await centre.query("SET synchronous_commit = off");
  await centre.query(`
    CREATE TEMP TABLE model AS
      SELECT row_number() OVER (ORDER BY f.file_id) - 1 AS place, f.*, m.scheme, m.amount, m.grant_on
      FROM guichet.file f JOIN guichet.ledger_movement m ON m.bank_id = f.bank_id AND m.file_id = f.file_id WHERE f.bank_id = '${bank}'`);
  await centre.query(`
    CREATE TEMP TABLE copy AS
      SELECT i, i % (SELECT count(*) FROM model) AS place, uuidv7() AS file_id, uuidv7() AS created_id, uuidv7() AS submitted_id,
        lpad((100000000 + (i::bigint * 7919) % 900000000)::text, 9, '0') AS siren, md5('line' || i / ${LINE / 2})::uuid AS replica_id, (i % ${LINE / 2}) * 2 + 1 AS seq,
        (SELECT array_agg(branch_id ORDER BY branch_id) FROM guichet.branch WHERE bank_id = '${bank}') [1 + i % (SELECT count(*) FROM guichet.branch WHERE bank_id = '${bank}')::int] AS branch_id
      FROM generate_series(0, ${files - held - 1}) AS i`);
  await centre.query(`
    INSERT INTO guichet.file (bank_id, file_id, branch_id, version, status, siren, change_id, replica_id, state, state_hash, updated_at)
      SELECT m.bank_id, c.file_id, c.branch_id, m.version, m.status, c.siren, c.submitted_id, c.replica_id, m.state, m.state_hash, m.updated_at FROM copy c JOIN model m USING (place) ORDER BY c.i`);
  for (const [kind, id, step] of [["created", "created_id", 0], ["submitted", "submitted_id", 1]] as const) {
    await centre.query(`
      INSERT INTO guichet.change (bank_id, replica_id, seq, change_id, file_id, kind, head, body, salt, hash, verdict, branch_id, place, last_seq, decided)
        SELECT m.bank_id, c.replica_id, c.seq + ${step}, c.${id}, c.file_id, o.kind, o.head, o.body, o.salt, o.hash, o.verdict, c.branch_id, o.place, (c.seq / 1000 + 1) * 1000, true
        FROM copy c JOIN model m USING (place) JOIN guichet.change o ON o.bank_id = m.bank_id AND o.file_id = m.file_id AND o.kind = '${kind}' AND o.decided ORDER BY c.i`);
  }
  await centre.query(`INSERT INTO guichet.ledger_account (siren) SELECT DISTINCT siren FROM copy ON CONFLICT DO NOTHING`);
  await centre.query(`
    INSERT INTO guichet.ledger_movement (siren, bank_id, file_id, step, scheme, amount, grant_on, state, number, moved_at)
      SELECT c.siren, m.bank_id, c.file_id, 1, m.scheme, m.amount, m.grant_on, 'reserved', 'copy-' || c.i, m.updated_at FROM copy c JOIN model m USING (place)`);
  await centre.query(`
    INSERT INTO guichet.feed (bank_id, branch_id, epoch, n, kind, file_id, version, change_id)
      SELECT '${bank}', c.branch_id, 1, coalesce(k.n, 0) + row_number() OVER (PARTITION BY c.branch_id ORDER BY c.i), 'file', c.file_id, 2, c.submitted_id
      FROM copy c LEFT JOIN guichet.feed_counter k ON k.bank_id = '${bank}' AND k.branch_id = c.branch_id AND k.epoch = 1`);
  await centre.query(`
    INSERT INTO guichet.feed_counter (bank_id, branch_id, epoch, n) SELECT bank_id, branch_id, epoch, max(n) FROM guichet.feed GROUP BY 1, 2, 3
      ON CONFLICT (bank_id, branch_id, epoch) DO UPDATE SET n = excluded.n`);
  await centre.query("DROP TABLE copy, model");
  await centre.query("SET synchronous_commit = on");
  await centre.query("VACUUM ANALYZE");
  await centre.query("CHECKPOINT");
  const now = Number((await centre.query("SELECT count(*) AS n FROM guichet.file"))[0]?.["n"]);
  if (now !== files) throw new Error(`${now} files at the centre, ${files} meant`);
}
