import { reportingViews } from "./0320-reporting-views.ts";
import type { Migration } from "./migration.ts";

const SEEN = "FOR SELECT TO guichet_reporting USING (bank_id = ANY ((SELECT reporting_banks())::uuid[]))";
/** Columns that the views and the checks read. Neither keys nor heads, bodies or signatures of changes; of a file its state, out of which the views take figures. */
const READ = {
  bank: "bank_id, name", branch: "bank_id, branch_id, name, region", file: "bank_id, file_id, branch_id, version, status, siren, change_id, replica_id, state, updated_at",
  ledger_movement: "siren, bank_id, file_id, step, scheme, amount, grant_on, state, number, moved_at", feed: "bank_id, branch_id, epoch, n, kind, file_id, version, change_id", feed_counter: "bank_id, branch_id, epoch, n",
  change: "bank_id, replica_id, seq, change_id, file_id, kind, hash, verdict, branch_id, last_seq, decided", signed_head: "bank_id, replica_id, last_seq, first_seq, last_hash, received_at", replica: "bank_id, replica_id, person_id, have, last_hash, enrolled_at, revoked_at, seen_epoch",
  device: "bank_id, replica_id, person_id, approval, heard_at, version, waiting, oldest_at", document: "bank_id, file_id, document_id, size, begun_at, completed_at", document_part: "bank_id, file_id, document_id, place, size", centre_act: "bank_id, act_id, step, kind, file_id, number, at", purge: "bank_id, file_id",
} as const;

/**
 * 0320: the reporting schema: documented views for a tool that asks questions, and what the nightly checks found. A login of such a tool may read the views and nothing else; which banks it sees is said by the
 * roles it is a member of, which it cannot change, and never by a setting, which it could. Only adds.
 */
export const reporting: Migration = {
  version: 320,
  name: "reporting",
  sql: `
    -- The banks that this session sees. A server's own account: all, or the one it works for. A login of a reporting tool: all where it is a member of guichet_bi_centre, else those whose role it is a member of
    -- (guichet_bi_ and the bank's id without dashes). session_user, which SET ROLE does not change; the setting can only narrow.
    CREATE FUNCTION reporting_banks() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT coalesce(array_agg(b.bank_id), '{}') FROM bank b
        WHERE (scope_bank() IS NULL OR b.bank_id = scope_bank())
          AND (pg_has_role(session_user, 'guichet_migrate', 'MEMBER')
            OR EXISTS (SELECT FROM pg_roles r WHERE r.rolname IN ('guichet_bi_centre', 'guichet_bi_' || replace(b.bank_id::text, '-', '')) AND pg_has_role(session_user, r.oid, 'MEMBER')))
      $$;
    -- Of them, those whose companies it may be told: its own, never all.
    CREATE FUNCTION reporting_own() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT coalesce(array_agg(b.bank_id), '{}') FROM bank b
        WHERE CASE WHEN pg_has_role(session_user, 'guichet_migrate', 'MEMBER') THEN b.bank_id = scope_bank()
          ELSE EXISTS (SELECT FROM pg_roles r WHERE r.rolname = 'guichet_bi_' || replace(b.bank_id::text, '-', '') AND pg_has_role(session_user, r.oid, 'MEMBER')) END
      $$;
    REVOKE ALL ON FUNCTION reporting_banks(), reporting_own() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION reporting_banks(), reporting_own() TO guichet_bi, guichet_reporting;
    ALTER FUNCTION reporting_banks() OWNER TO guichet_ledger;
    ALTER FUNCTION reporting_own() OWNER TO guichet_ledger;

    -- What the rules compute of premiums, for they are not SQL: written anew every night. unknown: the sources do not say whether it is asked for.
    CREATE TABLE premium_year (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, year integer NOT NULL CHECK (year > 0), due_on date NOT NULL, expected bigint, paid_on date, paid bigint, unknown boolean NOT NULL, computed_at bigint NOT NULL,
      PRIMARY KEY (bank_id, file_id, year), CHECK ((paid_on IS NULL) = (paid IS NULL))
    );
    ALTER TABLE premium_year ENABLE ROW LEVEL SECURITY; ALTER TABLE premium_year FORCE ROW LEVEL SECURITY;
    CREATE POLICY compute ON premium_year TO guichet_reporting USING (bank_id = ANY ((SELECT reporting_banks())::uuid[])) WITH CHECK (bank_id = ANY ((SELECT reporting_banks())::uuid[]));
    GRANT SELECT, INSERT, DELETE ON premium_year TO guichet_reporting;
    -- With its file, whoever erases it.
    CREATE POLICY forget ON premium_year TO guichet_ledger USING (true);
    GRANT SELECT (bank_id, file_id), DELETE ON premium_year TO guichet_ledger;
    CREATE FUNCTION forget_premiums() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ BEGIN DELETE FROM premium_year p WHERE p.bank_id = OLD.bank_id AND p.file_id = OLD.file_id; RETURN NULL; END $$;
    REVOKE ALL ON FUNCTION forget_premiums() FROM PUBLIC;
    CREATE TRIGGER forget_premiums AFTER DELETE ON file FOR EACH ROW EXECUTE FUNCTION forget_premiums();
    ALTER FUNCTION forget_premiums() OWNER TO guichet_ledger;

    -- What is done once a night by one of several servers, and what it found: rows, or -1 where it could not be read. Of no bank: a name and two numbers.
    CREATE TABLE night_result (task text PRIMARY KEY, ran_at bigint NOT NULL, found bigint NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON night_result TO guichet_reporting;

    GRANT USAGE ON SCHEMA guichet TO guichet_reporting;
    ${Object.entries(READ).map(([table, columns]) => `CREATE POLICY reporting ON ${table} ${SEEN}; GRANT SELECT (${columns}) ON ${table} TO guichet_reporting;`).join("\n    ")}
    -- Of no bank: one row a company, and nothing in it but its number.
    CREATE POLICY reporting ON ledger_account FOR SELECT TO guichet_reporting USING (true);
    GRANT SELECT ON ledger_account TO guichet_reporting;
    GRANT SELECT (epoch_n, business_date, demonstration, recovering) ON centre TO guichet_reporting;

    -- What an attestation would be verified by.
    SET LOCAL ROLE guichet_ledger;
    GRANT EXECUTE ON FUNCTION registration_states(text[], text[], bigint[]) TO guichet_reporting;

    -- By whoever connects: the owner of tables may make none.
    SET LOCAL ROLE NONE;
    CREATE SCHEMA IF NOT EXISTS guichet_reporting AUTHORIZATION guichet_reporting;
    SET LOCAL ROLE guichet_reporting;
    COMMENT ON SCHEMA guichet_reporting IS 'What a reporting tool may read: ids, numbers and figures. No name of a client, no account, no contact. docs/reporting.md';
    ${reportingViews}
    GRANT USAGE ON SCHEMA guichet_reporting TO guichet_bi;
    GRANT SELECT ON ALL TABLES IN SCHEMA guichet_reporting TO guichet_bi;
    SET LOCAL ROLE guichet_migrate;`,
};
