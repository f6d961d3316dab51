import type { Migration } from "./migration.ts";

/**
 * 0340: what each workstation makes of the release it was offered, beside what is heard of it; and the branches of a bank, all of them, for those who administer it. Nothing of clients. A server of the version before
 * leaves the columns as they are. Only adds.
 */
export const releaseNotes: Migration = {
  version: 340,
  name: "release-notes",
  sql: `
    -- version_at: when it was first heard of in the version that it has. The others: of the manifest that it believed last.
    ALTER TABLE device ADD COLUMN version_at bigint, ADD COLUMN channel text, ADD COLUMN offered text, ADD COLUMN offered_at bigint, ADD COLUMN staging integer, ADD COLUMN offer text;

    CREATE FUNCTION bank_releases()
      RETURNS TABLE (replica_id uuid, person_name text, branches text, label text, heard_at bigint, version text, version_at bigint, channel text, offered text, offered_at bigint, staging integer, offer text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT r.replica_id, p.name,
          (SELECT coalesce(json_agg(pb.branch_id ORDER BY pb.place, pb.branch_id), '[]')::text FROM person_branch pb WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id),
          r.device, d.heard_at, d.version, d.version_at, d.channel, d.offered, d.offered_at, d.staging, d.offer
        FROM replica r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id LEFT JOIN device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id
        WHERE r.bank_id = scope_bank() AND r.revoked_at IS NULL AND p.active
      $$;
    CREATE FUNCTION bank_branches() RETURNS TABLE (branch_id uuid, name text, region text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT b.branch_id, b.name, b.region FROM branch b WHERE b.bank_id = scope_bank() $$;
    REVOKE ALL ON FUNCTION bank_releases(), bank_branches() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION bank_releases(), bank_branches() TO guichet_read;
    ALTER FUNCTION bank_releases() OWNER TO guichet_ledger;
    ALTER FUNCTION bank_branches() OWNER TO guichet_ledger;`,
};
