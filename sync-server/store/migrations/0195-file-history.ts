import type { Migration } from "./migration.ts";

/**
 * 0195: one file's history, for who sees the file: its changes in every line, the heads that chain each to the end of its push, and the signatures of those pushes with the keys that
 * they are of. Of other files a head and nothing else: ids, no content. Only adds.
 */
export const fileHistory: Migration = {
  version: 195,
  name: "file-history",
  sql: `
    CREATE FUNCTION file_changes(of_file uuid)
      RETURNS TABLE (replica_id uuid, seq bigint, head text, body text, salt text, hash text, verdict text, last_seq bigint, received_at bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        SELECT c.replica_id, c.seq, c.head, c.body, c.salt, c.hash, c.verdict, c.last_seq, s.received_at
        FROM change c JOIN signed_head s ON s.bank_id = c.bank_id AND s.replica_id = c.replica_id AND s.last_seq = c.last_seq
        WHERE c.bank_id = scope_bank() AND c.file_id = of_file
          AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = of_file AND f.branch_id = ANY (scope_branches()))
      $$;
    CREATE FUNCTION file_links(of_file uuid)
      RETURNS TABLE (replica_id uuid, seq bigint, head text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        SELECT l.replica_id, l.seq, l.head
        FROM (SELECT h.replica_id, h.last_seq, min(h.seq) AS first FROM file_changes(of_file) h GROUP BY h.replica_id, h.last_seq) p
        JOIN change l ON l.bank_id = scope_bank() AND l.replica_id = p.replica_id AND l.seq > p.first AND l.seq <= p.last_seq
        WHERE l.head IS NOT NULL AND l.file_id IS DISTINCT FROM of_file
      $$;
    CREATE FUNCTION file_pushes(of_file uuid)
      RETURNS TABLE (replica_id uuid, first_seq bigint, last_seq bigint, last_hash text, signature text, public_key text, person_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        SELECT s.replica_id, s.first_seq, s.last_seq, s.last_hash, s.signature, r.public_key, r.person_id
        FROM (SELECT DISTINCT h.replica_id, h.last_seq FROM file_changes(of_file) h) p
        JOIN signed_head s ON s.bank_id = scope_bank() AND s.replica_id = p.replica_id AND s.last_seq = p.last_seq
        JOIN replica r ON r.bank_id = s.bank_id AND r.replica_id = s.replica_id
      $$;
    REVOKE ALL ON FUNCTION file_changes(uuid), file_links(uuid), file_pushes(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION file_changes(uuid), file_links(uuid), file_pushes(uuid) TO guichet_read;
    ALTER FUNCTION file_changes(uuid) OWNER TO guichet_ledger;
    ALTER FUNCTION file_links(uuid) OWNER TO guichet_ledger;
    ALTER FUNCTION file_pushes(uuid) OWNER TO guichet_ledger;`,
};
