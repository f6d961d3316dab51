/** Fields of the rows that travel as columns, in the order in which they are bound. */
export const CREATED_COLUMNS = ["file", "branch", "version", "status", "siren", "change", "replica", "state", "hash", "at"] as const;
export const CHANGE_COLUMNS = ["replica", "seq", "change", "file", "kind", "head", "body", "salt", "hash", "verdict", "branch", "place", "lastSeq", "decided"] as const;

const FIRST_COLUMN = 4;

/** The rows that columns make side by side; `first` numbers the parameter of the first. All are texts, cast where they are used. */
const rowsOf = (names: readonly string[], first: number): string =>
  `unnest(${names.map((_name, i) => `$${first + i}::text[]`).join(", ")}) AS t (${names.map((name) => `"${name}"`).join(", ")})`;

/**
 * Everything of a push but its places in the feeds, in one statement: $1 bank, $2 the small effects as one JSON text, $3 the ids of the
 * files updated (so that they are found by their key, not by walking a branch), from $4 on the columns of the files created, then of the
 * changes. Files that are new are inserted and nothing else: an id taken meanwhile fails on its key, and the push is done again.
 */
export const WRITE_FILES = `
  WITH j AS (SELECT $2::jsonb AS v),
  created AS (
    INSERT INTO file (bank_id, file_id, branch_id, version, status, siren, change_id, replica_id, state, state_hash, updated_at)
    SELECT $1::uuid, t.file::uuid, t.branch::uuid, t.version::integer, t.status, t.siren, t.change::uuid, t.replica::uuid, t.state, t.hash, t.at::bigint
    FROM ${rowsOf(CREATED_COLUMNS, FIRST_COLUMN)}
  ), updated AS (
    UPDATE file f SET version = t.version, status = t.status, siren = t.siren, change_id = t.change, replica_id = t.replica, state = t.state, state_hash = t.hash, updated_at = t.at
    FROM j, jsonb_to_recordset(j.v->'updated') AS t (file uuid, version integer, status text, siren text, change uuid, replica uuid, state text, hash text, at bigint)
    WHERE f.bank_id = $1::uuid AND f.file_id = ANY ($3::uuid[]) AND f.file_id = t.file
  ), taken_in AS (
    INSERT INTO change (bank_id, replica_id, seq, change_id, file_id, kind, head, body, salt, hash, verdict, branch_id, place, last_seq, decided)
    SELECT $1::uuid, t.replica::uuid, t.seq::bigint, t.change::uuid, t.file::uuid, t.kind, t.head, t.body, t.salt, t.hash, t.verdict, t.branch::uuid, t.place::integer,
      t."lastSeq"::bigint, t.decided::boolean
    FROM ${rowsOf(CHANGE_COLUMNS, FIRST_COLUMN + CREATED_COLUMNS.length)}
  ), held AS (
    INSERT INTO hold (bank_id, replica_id, file_id, cause)
    SELECT $1::uuid, t.replica, t.file, t.cause FROM j, jsonb_to_recordset(j.v->'holds') AS t (replica uuid, file uuid, cause uuid) WHERE t.cause IS NOT NULL
    ON CONFLICT (bank_id, replica_id, file_id) DO UPDATE SET cause = excluded.cause
  ), freed AS (
    DELETE FROM hold h USING j, jsonb_to_recordset(j.v->'holds') AS t (replica uuid, file uuid, cause uuid)
    WHERE t.cause IS NULL AND h.bank_id = $1::uuid AND h.replica_id = t.replica AND h.file_id = t.file
  ), told AS (
    INSERT INTO disclosure (bank_id, change_id, person_id, siren, available, told_at)
    SELECT $1::uuid, t.change, t.person, t.siren, t.available, t.at
    FROM j, jsonb_to_recordset(j.v->'disclosures') AS t (change uuid, person uuid, siren text, available bigint, at bigint)
  )
  SELECT CASE WHEN jsonb_array_length(j.v->'movements') > 0 THEN ledger_append(j.v->'movements') ELSE 0 END AS movements FROM j`;

/**
 * The last statement: counters in order of branch, feed entries, the replicas' marks, the news. $1 bank, $2 epoch, $3 the feed as one JSON
 * text. From here to the commit nothing waits for anybody.
 */
export const WRITE_FEED = `
  WITH j AS (SELECT $3::jsonb AS v),
  counted AS (
    INSERT INTO feed_counter AS c (bank_id, branch_id, epoch, n)
    SELECT $1::uuid, t.branch, $2::int, t.many FROM j, jsonb_to_recordset(j.v->'branches') AS t (branch uuid, many bigint) ORDER BY t.branch
    ON CONFLICT (bank_id, branch_id, epoch) DO UPDATE SET n = c.n + excluded.n
    RETURNING branch_id, n
  ), placed AS (
    SELECT c.branch_id, c.n, c.n - t.many AS before FROM counted c, j, jsonb_to_recordset(j.v->'branches') AS t (branch uuid, many bigint) WHERE t.branch = c.branch_id
  ), entered AS (
    INSERT INTO feed (bank_id, branch_id, epoch, n, kind, file_id, version, change_id)
    SELECT $1::uuid, t.branch, $2::int, p.before + t.place, t.kind, t.file, t.version, t.change
    FROM j, jsonb_to_recordset(j.v->'entries') AS t (branch uuid, place bigint, kind text, file uuid, version integer, change uuid) JOIN placed p ON p.branch_id = t.branch
  ), signed AS (
    INSERT INTO signed_head (bank_id, replica_id, last_seq, first_seq, last_hash, signature, places, received_at)
    SELECT $1::uuid, t.replica, t.last, t.first, t."lastHash", t.signature, (SELECT coalesce(jsonb_object_agg(p.branch_id, p.before), '{}')::text FROM placed p), t.at
    FROM j, jsonb_to_recordset(j.v->'lines') AS t (replica uuid, first bigint, last bigint, "lastHash" text, signature text, at bigint)
  ), marked AS (
    UPDATE replica r SET have = t.last, last_hash = t."lastHash"
    FROM j, jsonb_to_recordset(j.v->'lines') AS t (replica uuid, last bigint, "lastHash" text)
    WHERE r.bank_id = $1::uuid AND r.replica_id = t.replica
  )
  SELECT p.branch_id, p.before, pg_notify('guichet_news', json_build_object('bank', $1::uuid, 'branch', p.branch_id, 'n', p.n)::text) FROM placed p`;
