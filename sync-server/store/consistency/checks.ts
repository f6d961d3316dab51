/** One check: a statement that must answer nothing. Its rows name a bank, what is concerned by its id (file, workstation, branch), a registration number and what differs; never who or how much. */
export type ConsistencyCheck = { readonly id: ConsistencyId; readonly sql: string };

export const CONSISTENCY_IDS = [
  "ledger-of-files", "files-of-ledger", "ledger-steps", "ledger-accounts", "sums-by-company", "number-once", "receipt-of-number", "attestation-of-number",
  "feed-of-files", "feed-ahead", "feed-places", "document-of-files", "document-parts", "line-ends", "line-gaps", "push-joins", "push-ends",
] as const;
export type ConsistencyId = (typeof CONSISTENCY_IDS)[number];

const row = (bank: string, subject: string, number: string, differs: string): string => `${bank}::text AS bank, ${subject}::text AS subject, ${number}::text AS number, ${differs}::text AS differs`;

/** What each registered file says that the ledger should hold of it: ledgerLineOf (shared/life), in SQL. What was recorded before an agreement in mediation no longer counts. */
const EXPECTED = `
  state AS MATERIALIZED (SELECT f.bank_id, f.file_id, f.status, CASE WHEN f.state LIKE '{%' THEN f.state::jsonb END AS s FROM file f WHERE f.status <> 'draft' OR f.state LIKE '%"registration"%'),
  expected AS (
    SELECT t.bank_id, t.file_id, t.s->'registration'->>'number' AS number, t.s->'registration'->>'receipt' AS receipt, t.s->'fields'->>'siren' AS siren, t.s->'fields'->>'scheme' AS scheme,
      CASE WHEN t.status IN ('declined', 'cancelled') THEN 'released' WHEN paid.o IS NULL THEN 'reserved' ELSE 'granted' END AS state,
      CASE WHEN t.status NOT IN ('declined', 'cancelled') AND paid.o IS NOT NULL THEN coalesce(later.amount, paid.amount) ELSE (t.s->'fields'->>'amount')::bigint END AS amount
    FROM state t
    LEFT JOIN LATERAL (SELECT max(e.o) AS o FROM jsonb_array_elements(t.s->'life') WITH ORDINALITY AS e (e, o) WHERE e.e->>'step' = 'mediated' AND e.e->'facts'->>'outcome' = 'ACCORD') anew ON true
    LEFT JOIN LATERAL (SELECT e.o, (e.e->'facts'->>'amount')::bigint AS amount FROM jsonb_array_elements(t.s->'life') WITH ORDINALITY AS e (e, o) WHERE e.e->>'step' = 'disbursed' AND e.o > coalesce(anew.o, 0) ORDER BY e.o DESC LIMIT 1) paid ON true
    LEFT JOIN LATERAL (SELECT (e.e->'facts'->>'amount')::bigint AS amount FROM jsonb_array_elements(t.s->'life') WITH ORDINALITY AS e (e, o) WHERE e.e->>'step' = 'amended' AND e.o > paid.o AND e.e->'facts'->'amount' IS NOT NULL ORDER BY e.o DESC LIMIT 1) later ON true
    WHERE t.s->'registration'->>'number' IS NOT NULL
  )`;
/** The last movement of each file in the ledger; a corrected reservation is a reservation. What an erased file holds is still counted for its company, and no file says it any more. */
const HELD = `held AS (SELECT DISTINCT ON (m.bank_id, m.file_id) m.bank_id, m.file_id, m.number, m.siren, m.scheme, m.amount, CASE m.state WHEN 'corrected' THEN 'reserved' ELSE m.state END AS state FROM ledger_movement m WHERE NOT EXISTS (SELECT FROM purge p WHERE p.bank_id = m.bank_id AND p.file_id = m.file_id) ORDER BY m.bank_id, m.file_id, m.moved_at DESC, m.step DESC)`;
/** The payload of a receipt (compact JWS), or null where it has no such form. */
const PAYLOAD = `CASE WHEN e.receipt ~ '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$' THEN convert_from(decode(translate(split_part(e.receipt, '.', 2), '-_', '+/') || repeat('=', (4 - length(split_part(e.receipt, '.', 2)) % 4) % 4), 'base64'), 'UTF8')::jsonb END`;

const sql: Readonly<Record<ConsistencyId, string>> = {
  "ledger-of-files": `WITH ${EXPECTED}, ${HELD}
    SELECT ${row("e.bank_id", "e.file_id", "e.number", "CASE WHEN h.number IS NULL THEN 'missing' WHEN h.number <> e.number THEN 'number' WHEN h.state <> e.state THEN 'state' WHEN h.amount <> e.amount THEN 'amount' ELSE 'company' END")}
    FROM expected e LEFT JOIN held h ON h.bank_id = e.bank_id AND h.file_id = e.file_id
    WHERE h.number IS NULL OR (h.number, h.siren, h.scheme, h.state) IS DISTINCT FROM (e.number, e.siren, e.scheme, e.state) OR (e.state <> 'released' AND h.amount IS DISTINCT FROM e.amount)`,
  "files-of-ledger": `WITH ${HELD}
    SELECT ${row("h.bank_id", "h.file_id", "h.number", "CASE WHEN f.file_id IS NULL THEN 'no file' ELSE 'no number in the file' END")}
    FROM held h LEFT JOIN file f ON f.bank_id = h.bank_id AND f.file_id = h.file_id
    WHERE h.state <> 'released' AND (f.file_id IS NULL OR f.state NOT LIKE '%"' || h.number || '"%')`,
  "ledger-steps": `
    SELECT ${row("m.bank_id", "m.file_id", "min(m.number)", "'steps'")} FROM ledger_movement m
    GROUP BY m.siren, m.bank_id, m.file_id HAVING min(m.step) <> 1 OR max(m.step) <> count(*) OR (array_agg(m.state ORDER BY m.step))[1] <> 'reserved'`,
  "ledger-accounts": `
    SELECT ${row("m.bank_id", "m.file_id", "m.number", "'account'")} FROM ledger_movement m WHERE m.step = 1 AND NOT EXISTS (SELECT FROM ledger_account a WHERE a.siren = m.siren)`,
  "sums-by-company": `WITH ${EXPECTED}, ${HELD},
    told AS (SELECT e.bank_id, e.siren, sum(e.amount) AS total, min(e.number) AS number FROM expected e WHERE e.state <> 'released' GROUP BY e.bank_id, e.siren),
    kept AS (SELECT h.bank_id, h.siren, sum(h.amount) AS total, min(h.number) AS number FROM held h WHERE h.state <> 'released' GROUP BY h.bank_id, h.siren)
    SELECT ${row("coalesce(t.bank_id, k.bank_id)", "NULL", "coalesce(k.number, t.number)", "'sum'")} FROM told t FULL JOIN kept k ON k.bank_id = t.bank_id AND k.siren = t.siren WHERE t.total IS DISTINCT FROM k.total`,
  "number-once": `WITH ${EXPECTED},
    places AS (SELECT e.bank_id, e.file_id, e.number FROM expected e UNION SELECT m.bank_id, m.file_id, m.number FROM ledger_movement m)
    SELECT ${row("p.bank_id", "p.file_id", "p.number", "'number of several files'")} FROM places p WHERE p.number IN (SELECT q.number FROM places q GROUP BY q.number HAVING count(*) > 1)
    UNION ALL
    SELECT ${row("d.bank_id", "d.file_id", "min(d.number)", "'several numbers that stand'")}
    FROM (SELECT DISTINCT ON (m.bank_id, m.file_id, m.number) m.bank_id, m.file_id, m.number, m.state FROM ledger_movement m ORDER BY m.bank_id, m.file_id, m.number, m.step DESC) d
    WHERE d.state <> 'released' GROUP BY d.bank_id, d.file_id HAVING count(*) > 1`,
  "receipt-of-number": `WITH ${EXPECTED}, told AS (SELECT e.bank_id, e.file_id, e.number, ${PAYLOAD} AS p FROM expected e)
    SELECT ${row("t.bank_id", "t.file_id", "t.number", "CASE WHEN t.p IS NULL THEN 'no receipt' ELSE 'receipt' END")}
    FROM told t LEFT JOIN ledger_movement r ON r.number = t.number AND r.state = 'reserved'
    WHERE t.p IS NULL OR (t.p->>'number', t.p->>'file', t.p->>'bank') IS DISTINCT FROM (t.number, t.file_id::text, t.bank_id::text) OR (r.number IS NOT NULL AND (t.p->>'siren', (t.p->>'amount')::bigint) IS DISTINCT FROM (r.siren, r.amount))`,
  "attestation-of-number": `WITH ${EXPECTED}
    SELECT ${row("e.bank_id", "e.file_id", "e.number", "'verification'")} FROM expected e
    WHERE e.state <> 'released' AND NOT EXISTS (SELECT FROM registration_states(ARRAY[e.number], ARRAY[e.siren], ARRAY[e.amount]) r WHERE r.state = 'registered')`,
  "feed-of-files": `
    SELECT ${row("f.bank_id", "f.file_id", "NULL", "'no entry'")} FROM file f
    WHERE NOT EXISTS (SELECT FROM feed e WHERE e.bank_id = f.bank_id AND e.branch_id = f.branch_id AND e.file_id = f.file_id AND e.kind = 'file' AND e.version = f.version AND e.change_id = f.change_id)`,
  "feed-ahead": `
    SELECT ${row("e.bank_id", "e.file_id", "NULL", "CASE WHEN f.file_id IS NULL THEN 'no file' ELSE 'later version' END")} FROM feed e LEFT JOIN file f ON f.bank_id = e.bank_id AND f.file_id = e.file_id
    WHERE e.epoch = (SELECT epoch_n FROM centre) AND (f.file_id IS NULL OR e.version > f.version) AND NOT EXISTS (SELECT FROM purge p WHERE p.bank_id = e.bank_id AND p.file_id = e.file_id)`,
  "feed-places": `
    SELECT ${row("c.bank_id", "c.branch_id", "NULL", "'places'")} FROM feed_counter c
    LEFT JOIN (SELECT e.bank_id, e.branch_id, e.epoch, count(*) AS entries, min(e.n) AS first, max(e.n) AS last FROM feed e GROUP BY e.bank_id, e.branch_id, e.epoch) e ON e.bank_id = c.bank_id AND e.branch_id = c.branch_id AND e.epoch = c.epoch
    WHERE c.n IS DISTINCT FROM coalesce(e.last, 0) OR coalesce(e.entries, 0) <> coalesce(e.last, 0) OR coalesce(e.first, 1) <> 1`,
  "document-of-files": `
    SELECT ${row("d.bank_id", "d.file_id", "NULL", "'document ' || left(d.document_id, 12)")} FROM document d JOIN file f ON f.bank_id = d.bank_id AND f.file_id = d.file_id
    CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN f.state LIKE '{%' THEN f.state::jsonb->'documents' END) t WHERE t->>'document' = d.document_id AND (t->>'size')::bigint <> d.size`,
  "document-parts": `
    SELECT ${row("d.bank_id", "d.file_id", "NULL", "'parts ' || left(d.document_id, 12)")} FROM document d
    JOIN (SELECT p.bank_id, p.file_id, p.document_id, sum(p.size) AS size, count(*) AS parts, max(p.place) AS last FROM document_part p GROUP BY p.bank_id, p.file_id, p.document_id) p ON p.bank_id = d.bank_id AND p.file_id = d.file_id AND p.document_id = d.document_id
    WHERE p.size <> d.size OR p.parts <> p.last`,
  "line-ends": `
    SELECT ${row("r.bank_id", "r.replica_id", "NULL", "'end'")} FROM replica r
    LEFT JOIN LATERAL (SELECT s.last_seq, s.last_hash FROM signed_head s WHERE s.bank_id = r.bank_id AND s.replica_id = r.replica_id ORDER BY s.last_seq DESC LIMIT 1) s ON true
    WHERE coalesce(s.last_seq, 0) <> r.have OR (s.last_seq IS NOT NULL AND s.last_hash <> r.last_hash)`,
  "line-gaps": `
    SELECT ${row("r.bank_id", "r.replica_id", "NULL", "'changes'")} FROM replica r
    LEFT JOIN (SELECT c.bank_id, c.replica_id, count(*) AS changes, max(c.seq) AS last FROM change c GROUP BY c.bank_id, c.replica_id) c ON c.bank_id = r.bank_id AND c.replica_id = r.replica_id
    WHERE coalesce(c.changes, 0) <> r.have OR coalesce(c.last, 0) <> r.have`,
  "push-joins": `
    SELECT ${row("s.bank_id", "s.replica_id", "NULL", "'push ' || s.last_seq")} FROM (SELECT h.bank_id, h.replica_id, h.first_seq, h.last_seq, lag(h.last_seq, 1, 0::bigint) OVER (PARTITION BY h.bank_id, h.replica_id ORDER BY h.last_seq) AS before FROM signed_head h) s
    WHERE s.first_seq > s.before + 1`,
  "push-ends": `
    SELECT ${row("s.bank_id", "s.replica_id", "NULL", "'push ' || s.last_seq")} FROM signed_head s
    LEFT JOIN change c ON c.bank_id = s.bank_id AND c.replica_id = s.replica_id AND c.seq = s.last_seq WHERE c.hash IS DISTINCT FROM s.last_hash`,
};

export const consistencyChecks: readonly ConsistencyCheck[] = CONSISTENCY_IDS.map((id) => ({ id, sql: sql[id] }));
