import type { Migration } from "./migration.ts";

const COLUMNS = [
  ["bank_id", "b.bank_id", "Bank."],
  ["branch_id", "b.branch_id", "Branch; a workstation counts in each branch of the person whose it is."],
  ["workstations", "count(w.replica_id)", "Workstations that may work: neither sent away, nor refused, nor waiting for approval."],
  ["unseen", "count(w.replica_id) FILTER (WHERE coalesce(w.heard_at, w.enrolled_at) < (extract(epoch FROM now()) - 604800) * 1000)", "Of them, those not heard of for seven days."],
  ["waiting", "coalesce(sum(w.waiting), 0)::bigint", "Changes that waited on them when they were last heard of."],
  ["oldest_at", "to_timestamp(min(w.oldest_at) FILTER (WHERE w.waiting > 0) / 1000.0)", "Since when the oldest of those changes waits; null where none does."],
  ["heard_at", "to_timestamp(max(w.heard_at) / 1000.0)", "When a workstation of the branch was heard of last."],
] as const;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** 0345: what waits on workstations, by branch: a view of the reporting schema. Only adds. */
export const unsent: Migration = {
  version: 345,
  name: "unsent",
  sql: `
    -- Who works in which branch, and nothing else of a person.
    CREATE POLICY reporting ON person_branch FOR SELECT TO guichet_reporting USING (bank_id = ANY ((SELECT reporting_banks())::uuid[]));
    GRANT SELECT (bank_id, person_id, branch_id) ON person_branch TO guichet_reporting;
    SET LOCAL ROLE NONE;
    SET LOCAL ROLE guichet_reporting;
    CREATE VIEW guichet_reporting.unsent AS SELECT ${COLUMNS.map(([name, expression]) => `${expression} AS ${name}`).join(", ")}
      FROM guichet.branch b LEFT JOIN (
        SELECT p.branch_id, r.bank_id, r.replica_id, r.enrolled_at, d.heard_at, d.waiting, d.oldest_at
        FROM guichet.person_branch p JOIN guichet.replica r ON r.bank_id = p.bank_id AND r.person_id = p.person_id AND r.revoked_at IS NULL
        LEFT JOIN guichet.device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id
        WHERE coalesce(d.approval, 'approved') = 'approved'
      ) w ON w.bank_id = b.bank_id AND w.branch_id = b.branch_id
      GROUP BY b.bank_id, b.branch_id;
    COMMENT ON VIEW guichet_reporting.unsent IS 'A branch, with what its workstations had not sent when they were last heard of.';
    ${COLUMNS.map(([name, , meaning]) => `COMMENT ON COLUMN guichet_reporting.unsent.${name} IS ${quoted(meaning)};`).join("\n    ")}
    GRANT SELECT ON guichet_reporting.unsent TO guichet_bi;
    SET LOCAL ROLE guichet_migrate;`,
};
