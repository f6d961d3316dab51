import type { Migration } from "./migration.ts";

/**
 * 0270: what a bank decides for its workstations and files (shared/policy), each decision by two persons and none ever changed. It is the one source of whether new workstations wait: the column that said so until now
 * follows it, for servers of the version before, whose import of a directory no longer decides it. Only adds.
 */
export const bankPolicy: Migration = {
  version: 270,
  name: "bank-policy",
  sql: `
    -- The highest n is in force. Without persons: as the directory made the bank, before anybody could decide.
    CREATE TABLE bank_policy (
      bank_id uuid NOT NULL REFERENCES bank, n integer NOT NULL CHECK (n > 0), policy text NOT NULL, decided_at bigint NOT NULL, asked_by uuid, confirmed_by uuid,
      PRIMARY KEY (bank_id, n), CHECK ((asked_by IS NULL) = (confirmed_by IS NULL)), CHECK (asked_by <> confirmed_by)
    );
    ALTER TABLE bank_policy ENABLE ROW LEVEL SECURITY; ALTER TABLE bank_policy FORCE ROW LEVEL SECURITY;
    CREATE POLICY manage ON bank_policy TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY of_bank ON bank_policy FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    -- Only what two persons said, word for word, over the decision that both saw in force.
    CREATE POLICY by_two ON bank_policy FOR INSERT TO guichet_write WITH CHECK (
      bank_id = (SELECT scope_bank()) AND confirmed_by = ANY ((SELECT scope_persons())::uuid[])
      AND EXISTS (SELECT FROM two_word w WHERE w.bank_id = bank_policy.bank_id AND w.kind = 'policy' AND w.subject = bank_policy.bank_id AND w.settled = 'confirmed'
        AND w.asked_by = bank_policy.asked_by AND w.settled_by = bank_policy.confirmed_by AND w.settled_at = bank_policy.decided_at AND w.detail = (bank_policy.n - 1)::text || ' ' || bank_policy.policy));
    CREATE POLICY by_triggers ON bank_policy TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT SELECT ON bank_policy TO guichet_read;
    GRANT SELECT, INSERT ON bank_policy TO guichet_write, guichet_ledger;

    CREATE POLICY of_reader ON two_word FOR SELECT TO guichet_read USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON two_word TO guichet_read;

    CREATE FUNCTION approves_workstations(of_bank uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT coalesce((SELECT (p.policy::jsonb ->> 'approveWorkstations')::boolean FROM bank_policy p WHERE p.bank_id = of_bank ORDER BY p.n DESC LIMIT 1), false) $$;
    CREATE FUNCTION first_policy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        BEGIN
          INSERT INTO bank_policy (bank_id, n, policy, decided_at)
          VALUES (NEW.bank_id, 1, '{"approveWorkstations":true,"unlock":"passphrase","graceDays":null,"retention":{"neverLoanMonths":null,"afterLoanYears":null}}', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
          RETURN NULL;
        END $$;
    CREATE FUNCTION follow_policy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ BEGIN UPDATE bank SET approve_workstations = approves_workstations(bank_id) WHERE bank_id = NEW.bank_id; RETURN NULL; END $$;
    CREATE FUNCTION keep_policy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ BEGIN NEW.approve_workstations := approves_workstations(NEW.bank_id); RETURN NEW; END $$;
    REVOKE ALL ON FUNCTION approves_workstations(uuid), first_policy(), follow_policy(), keep_policy() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION approves_workstations(uuid) TO guichet_write;
    GRANT EXECUTE ON FUNCTION first_policy(), follow_policy(), keep_policy() TO guichet_migrate;
    CREATE POLICY follow ON bank FOR UPDATE TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT UPDATE (approve_workstations) ON bank TO guichet_ledger;

    DROP TRIGGER audit_policy ON bank;
    DROP TRIGGER audit_policy_new ON bank;
    CREATE TRIGGER audit_decided AFTER INSERT ON bank_policy FOR EACH ROW EXECUTE FUNCTION audit_row('bank.policy', 'bank_id n policy decided_at asked_by confirmed_by');
    SET LOCAL row_security TO on; -- of bank the owner sees every row, by its policy "manage"
    INSERT INTO bank_policy (bank_id, n, policy, decided_at)
      SELECT bank_id, 1, '{"approveWorkstations":true,"unlock":"passphrase","graceDays":null,"retention":{"neverLoanMonths":null,"afterLoanYears":null}}', (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM bank WHERE approve_workstations;
    CREATE TRIGGER first_policy AFTER INSERT ON bank FOR EACH ROW WHEN (NEW.approve_workstations) EXECUTE FUNCTION first_policy();
    CREATE TRIGGER follow_policy AFTER INSERT ON bank_policy FOR EACH ROW EXECUTE FUNCTION follow_policy();
    CREATE TRIGGER keep_policy BEFORE UPDATE OF approve_workstations ON bank FOR EACH ROW EXECUTE FUNCTION keep_policy();
    ALTER FUNCTION approves_workstations(uuid) OWNER TO guichet_ledger;
    ALTER FUNCTION first_policy() OWNER TO guichet_ledger;
    ALTER FUNCTION follow_policy() OWNER TO guichet_ledger;
    ALTER FUNCTION keep_policy() OWNER TO guichet_ledger;`,
};
