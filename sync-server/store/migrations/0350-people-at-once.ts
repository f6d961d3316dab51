import type { Migration } from "./migration.ts";

/**
 * 0350: the people of a bank, read in one pass over each table. The body before looked through every workstation for each person: 6.8 s for 20,000 people with 5,000 workstations. Answers the same rows.
 */
export const peopleAtOnce: Migration = {
  version: 350,
  name: "people-at-once",
  sql: `
    SET LOCAL ROLE guichet_ledger;
    CREATE OR REPLACE FUNCTION bank_people(of_person uuid)
      RETURNS TABLE (person_id uuid, name text, role text, active boolean, level text, branches text, workstations integer, heard_at bigint, decided_at bigint, asked_name text, confirmed_name text,
        word_id uuid, word_detail text, word_by uuid, word_name text, word_at bigint, word_until bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        WITH held AS MATERIALIZED (
          SELECT r.person_id, (count(*) FILTER (WHERE r.revoked_at IS NULL))::int AS workstations, max(d.heard_at) AS heard_at
          FROM replica r LEFT JOIN device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id
          WHERE r.bank_id = (SELECT scope_bank()) AND (of_person IS NULL OR r.person_id = of_person) GROUP BY r.person_id
        ), placed AS MATERIALIZED (
          SELECT b.person_id, json_agg(b.branch_id ORDER BY b.place, b.branch_id)::text AS branches FROM person_branch b
          WHERE b.bank_id = (SELECT scope_bank()) AND (of_person IS NULL OR b.person_id = of_person) GROUP BY b.person_id
        )
        SELECT p.person_id, p.name, p.role, p.active, l.name, coalesce(b.branches, '[]'), coalesce(h.workstations, 0), h.heard_at,
          c.decided_at, (SELECT a.name FROM person a WHERE a.bank_id = c.bank_id AND a.person_id = c.asked_by), (SELECT a.name FROM person a WHERE a.bank_id = c.bank_id AND a.person_id = c.confirmed_by),
          w.word_id, w.detail, w.asked_by, (SELECT a.name FROM person a WHERE a.bank_id = w.bank_id AND a.person_id = w.asked_by), w.asked_at, w.until
        FROM person p LEFT JOIN placed b ON b.person_id = p.person_id LEFT JOIN held h ON h.person_id = p.person_id
        LEFT JOIN approval_level l ON l.bank_id = p.bank_id AND l.level_id = p.level_id
        LEFT JOIN directory_decision c ON c.bank_id = p.bank_id AND c.person_id = p.person_id AND c.settled IS NULL
        LEFT JOIN two_word w ON w.bank_id = p.bank_id AND w.kind = 'person' AND w.subject = p.person_id AND w.settled IS NULL
        WHERE p.bank_id = (SELECT scope_bank()) AND (of_person IS NULL OR p.person_id = of_person)
      $$;
    SET LOCAL ROLE guichet_migrate;`,
};
