import type { Migration } from "./migration.ts";

/**
 * 0290: erasing a file, by a role of its own that may do nothing else ([ER10] to [ER14]). What it takes away is told by a signed statement (`purge`), without which nothing goes, and stays refused for ever.
 * Heads, hashes and signatures stay: the chains verify. Adds, and makes the lock of a company survive that its row goes.
 */
export const erasure: Migration = {
  version: 290,
  name: "erasure",
  sql: `
    GRANT USAGE, CREATE ON SCHEMA guichet TO guichet_erase;

    -- statement: what the centre signed of it, the proof (shared/audit/purge.ts). kept_at: when it lay beside the anchors. contents_until: the bytes of documents are under a lock until then, ms.
    CREATE TABLE purge (
      bank_id uuid NOT NULL REFERENCES bank, file_id uuid NOT NULL, purge_id uuid NOT NULL, branch_id uuid NOT NULL, rule text NOT NULL CHECK (rule IN ('never-loan', 'ended-loan', 'request')),
      erased_on text NOT NULL, at bigint NOT NULL, statement text NOT NULL, kid text NOT NULL, signature text NOT NULL,
      kept_at bigint, contents_at bigint, contents_until bigint,
      PRIMARY KEY (bank_id, file_id)
    );
    CREATE INDEX purge_unfinished ON purge (bank_id, file_id) WHERE kept_at IS NULL OR contents_at IS NULL;
    -- A file that must not go, whatever its time. reason: a code, never a text about a client.
    CREATE TABLE file_hold (
      bank_id uuid NOT NULL REFERENCES bank, hold_id uuid NOT NULL, file_id uuid NOT NULL, reason text NOT NULL CHECK (reason IN ('litigation', 'control', 'criminal')),
      set_by uuid NOT NULL, set_at bigint NOT NULL, lifted_by uuid, lifted_at bigint,
      PRIMARY KEY (bank_id, hold_id), CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
    );
    CREATE UNIQUE INDEX file_hold_once ON file_hold (bank_id, file_id, reason) WHERE lifted_at IS NULL;
    ALTER TABLE purge ENABLE ROW LEVEL SECURITY;     ALTER TABLE purge FORCE ROW LEVEL SECURITY;
    ALTER TABLE file_hold ENABLE ROW LEVEL SECURITY; ALTER TABLE file_hold FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_bank ON purge FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON purge TO guichet_erase USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_keeper ON purge TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT SELECT ON purge TO guichet_read, guichet_write, guichet_ledger;
    GRANT SELECT, INSERT ON purge TO guichet_erase;
    GRANT UPDATE (kept_at, contents_at, contents_until) ON purge TO guichet_ledger;
    -- Who sets or lifts a hold sees the file.
    CREATE POLICY of_file ON file_hold FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()) AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = file_hold.bank_id AND f.file_id = file_hold.file_id));
    CREATE POLICY set_of_file ON file_hold FOR INSERT TO guichet_write
      WITH CHECK (bank_id = (SELECT scope_bank()) AND lifted_at IS NULL AND set_by = ANY ((SELECT scope_persons())::uuid[]) AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = file_hold.bank_id AND f.file_id = file_hold.file_id));
    CREATE POLICY lift_of_file ON file_hold FOR UPDATE TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND lifted_at IS NULL AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = file_hold.bank_id AND f.file_id = file_hold.file_id))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND lifted_by = ANY ((SELECT scope_persons())::uuid[]));
    CREATE POLICY by_erasing ON file_hold FOR SELECT TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON file_hold TO guichet_read, guichet_erase;
    GRANT SELECT, INSERT ON file_hold TO guichet_write;
    GRANT UPDATE (lifted_by, lifted_at) ON file_hold TO guichet_write;
    CREATE TRIGGER audit_erased AFTER INSERT ON purge FOR EACH ROW EXECUTE FUNCTION audit_row('file.erased', 'file_id purge_id branch_id rule erased_on kid signature');
    CREATE TRIGGER audit_contents AFTER UPDATE OF contents_at, contents_until ON purge FOR EACH ROW
      WHEN ((OLD.contents_at, OLD.contents_until) IS DISTINCT FROM (NEW.contents_at, NEW.contents_until)) EXECUTE FUNCTION audit_row('file.contents-erased', 'file_id purge_id contents_at contents_until');
    CREATE TRIGGER audit_held AFTER INSERT ON file_hold FOR EACH ROW EXECUTE FUNCTION audit_row('file.held', 'file_id hold_id reason set_by');
    CREATE TRIGGER audit_lifted AFTER UPDATE OF lifted_at ON file_hold FOR EACH ROW WHEN (OLD.lifted_at IS DISTINCT FROM NEW.lifted_at) EXECUTE FUNCTION audit_row('file.hold-lifted', 'file_id hold_id reason set_by lifted_by');

    -- What the role may touch, of one bank, and of which columns. It reads no body and no state.
    CREATE POLICY by_erasing ON file TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON change TO guichet_erase USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON hold TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON reoffered TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON missing_file TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON reinstated TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON disclosure TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON centre_act TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON document TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON document_part TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON document_access TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON quarantined TO guichet_erase USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON audit_link TO guichet_erase USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON audit_waiting FOR SELECT TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON feed_counter TO guichet_erase USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON feed FOR INSERT TO guichet_erase WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY see_all ON ledger_movement FOR SELECT TO guichet_erase USING (true);
    CREATE POLICY by_erasing ON ledger_movement FOR DELETE TO guichet_erase USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_erasing ON ledger_account TO guichet_erase USING (true);
    GRANT SELECT (bank_id, file_id, branch_id, version, siren), DELETE ON file TO guichet_erase;
    GRANT SELECT (bank_id, replica_id, seq, file_id, change_id, hash, verdict, branch_id), UPDATE (body, salt, verdict) ON change TO guichet_erase;
    GRANT SELECT (bank_id, file_id), DELETE ON hold, reoffered, missing_file, reinstated, centre_act, document, document_part, document_access TO guichet_erase;
    GRANT SELECT (bank_id, change_id), DELETE ON disclosure TO guichet_erase;
    GRANT SELECT (bank_id, push, decision), UPDATE (push) ON quarantined TO guichet_erase;
    GRANT SELECT (n, bank_id, kind, body), UPDATE (body) ON audit_link TO guichet_erase;
    GRANT SELECT (bank_id, body) ON audit_waiting TO guichet_erase;
    GRANT SELECT, INSERT, UPDATE ON feed_counter TO guichet_erase;
    GRANT INSERT ON feed TO guichet_erase;
    GRANT SELECT, DELETE ON ledger_movement TO guichet_erase;
    GRANT SELECT, UPDATE, DELETE ON ledger_account TO guichet_erase; -- UPDATE is what a row lock asks for

    -- Links of the audit that say something of the loan or name its documents by their hashes. Who read the file stays.
    CREATE FUNCTION erasable_links(of_file uuid) RETURNS TABLE (n bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$ SELECT l.n FROM audit_link l WHERE l.bank_id = scope_bank() AND l.kind IN ('registration.act', 'registration.reinstated', 'document.access') AND (l.body::jsonb #>> '{after,file_id}') = of_file::text ORDER BY l.n $$;
    -- The last movement of one of its numbers is none of a release: the ceiling counts it.
    CREATE FUNCTION ledger_counts(of_file uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$ SELECT EXISTS (SELECT FROM (SELECT DISTINCT ON (m.number) m.state FROM ledger_movement m WHERE m.bank_id = scope_bank() AND m.file_id = of_file ORDER BY m.number, m.step DESC) last WHERE last.state <> 'released') $$;
    -- All that there is of the file, for the statement. in_quarantine: work of it that nobody decided yet. unlinked: events of it that are not yet in the audit's chain.
    CREATE FUNCTION erasure_facts(of_file uuid)
      RETURNS TABLE (heads jsonb, links jsonb, reoffered bigint, quarantined bigint, documents bigint, acts bigint, disclosures bigint, movements bigint, held boolean, in_quarantine boolean, unlinked boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        SELECT
          (SELECT coalesce(jsonb_agg(jsonb_build_object('replica', c.replica_id, 'seq', c.seq, 'hash', c.hash) ORDER BY c.replica_id, c.seq), '[]') FROM change c WHERE c.bank_id = scope_bank() AND c.file_id = of_file),
          (SELECT coalesce(jsonb_agg(l.n ORDER BY l.n), '[]') FROM erasable_links(of_file) l),
          (SELECT count(*) FROM reoffered r WHERE r.bank_id = scope_bank() AND r.file_id = of_file),
          (SELECT count(*) FROM quarantined q WHERE q.bank_id = scope_bank() AND q.decision IS NOT NULL AND position(of_file::text IN q.push) > 0),
          (SELECT count(*) FROM document d WHERE d.bank_id = scope_bank() AND d.file_id = of_file),
          (SELECT count(*) FROM centre_act a WHERE a.bank_id = scope_bank() AND a.file_id = of_file),
          (SELECT count(*) FROM disclosure d WHERE d.bank_id = scope_bank() AND d.change_id IN (SELECT c.change_id FROM change c WHERE c.bank_id = scope_bank() AND c.file_id = of_file)),
          (SELECT count(*) FROM ledger_movement m WHERE m.bank_id = scope_bank() AND m.file_id = of_file AND NOT ledger_counts(of_file)),
          EXISTS (SELECT FROM file_hold h WHERE h.bank_id = scope_bank() AND h.file_id = of_file AND h.lifted_at IS NULL),
          EXISTS (SELECT FROM quarantined q WHERE q.bank_id = scope_bank() AND q.decision IS NULL AND position(of_file::text IN q.push) > 0),
          EXISTS (SELECT FROM audit_waiting w WHERE w.bank_id = scope_bank() AND position(of_file::text IN w.body) > 0)
      $$;
    -- Everything of one file, under its own row's lock, which the caller took. Locks as a push does: file, companies, feeds. Answers how many branches were told.
    CREATE FUNCTION erase_file(told jsonb, in_epoch integer) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        DECLARE
          of_file uuid := (told->>'file')::uuid;
          of_purge uuid := (told->>'purge')::uuid;
          companies text[];
          branches uuid[];
          at_version integer;
          one uuid;
          place bigint;
        BEGIN
          IF scope_bank() IS NULL OR EXISTS (SELECT FROM file_hold h WHERE h.bank_id = scope_bank() AND h.file_id = of_file AND h.lifted_at IS NULL)
            OR EXISTS (SELECT FROM quarantined q WHERE q.bank_id = scope_bank() AND q.decision IS NULL AND position(of_file::text IN q.push) > 0)
          THEN RAISE EXCEPTION 'a file that is held, or whose work waits' USING ERRCODE = '42501'; END IF;
          -- A statement says all that goes, or nothing goes: whoever comes again states it anew.
          IF EXISTS (SELECT FROM change c WHERE c.bank_id = scope_bank() AND c.file_id = of_file AND NOT (told->'heads') ? (c.replica_id || ' ' || c.seq || ' ' || c.hash))
            OR EXISTS (SELECT FROM audit_waiting w WHERE w.bank_id = scope_bank() AND position(of_file::text IN w.body) > 0)
          THEN RAISE EXCEPTION 'more than was stated' USING ERRCODE = '40001'; END IF;

          INSERT INTO purge (bank_id, file_id, purge_id, branch_id, rule, erased_on, at, statement, kid, signature)
            VALUES (scope_bank(), of_file, of_purge, (told->>'branch')::uuid, told->>'rule', told->>'on', (told->>'at')::bigint, told->>'text', told->>'kid', told->>'signature');
          SELECT array_agg(DISTINCT m.siren) INTO companies FROM ledger_movement m WHERE m.bank_id = scope_bank() AND m.file_id = of_file;
          companies := companies || (SELECT f.siren FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = of_file AND f.siren ~ '^[0-9]{9}$');
          at_version := coalesce((SELECT f.version FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = of_file), 1);
          -- Wherever it ever was: a colleague of a branch that it left may hold work of it still.
          SELECT array_agg(DISTINCT b ORDER BY b) INTO branches FROM (SELECT c.branch_id AS b FROM change c WHERE c.bank_id = scope_bank() AND c.file_id = of_file AND c.branch_id IS NOT NULL UNION SELECT (told->>'branch')::uuid) t;

          DELETE FROM disclosure d WHERE d.bank_id = scope_bank() AND d.change_id IN (SELECT c.change_id FROM change c WHERE c.bank_id = scope_bank() AND c.file_id = of_file);
          -- A verdict keeps its kind; the receipt names the company and the amount, and parameters of a refusal may.
          UPDATE change c SET body = NULL, salt = NULL, verdict = CASE c.verdict::jsonb->>'kind'
              WHEN 'accepted' THEN (c.verdict::jsonb - 'number' - 'receipt')::text WHEN 'refused' THEN jsonb_set(c.verdict::jsonb, '{params}', '{}')::text ELSE c.verdict END
            WHERE c.bank_id = scope_bank() AND c.file_id = of_file;
          DELETE FROM hold h WHERE h.bank_id = scope_bank() AND h.file_id = of_file;
          DELETE FROM reoffered r WHERE r.bank_id = scope_bank() AND r.file_id = of_file;
          DELETE FROM missing_file m WHERE m.bank_id = scope_bank() AND m.file_id = of_file;
          DELETE FROM reinstated r WHERE r.bank_id = scope_bank() AND r.file_id = of_file;
          DELETE FROM centre_act a WHERE a.bank_id = scope_bank() AND a.file_id = of_file;
          DELETE FROM document_access a WHERE a.bank_id = scope_bank() AND a.file_id = of_file;
          DELETE FROM document_part p WHERE p.bank_id = scope_bank() AND p.file_id = of_file;
          DELETE FROM document d WHERE d.bank_id = scope_bank() AND d.file_id = of_file;
          UPDATE quarantined q SET push = '' WHERE q.bank_id = scope_bank() AND q.decision IS NOT NULL AND position(of_file::text IN q.push) > 0;
          UPDATE audit_link l SET body = NULL WHERE l.bank_id = scope_bank() AND l.n IN (SELECT e.n FROM erasable_links(of_file) e);
          DELETE FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = of_file;

          IF companies IS NOT NULL THEN
            PERFORM 1 FROM ledger_account a WHERE a.siren = ANY (companies) ORDER BY a.siren FOR UPDATE;
            IF NOT ledger_counts(of_file) THEN DELETE FROM ledger_movement m WHERE m.bank_id = scope_bank() AND m.file_id = of_file; END IF;
            DELETE FROM ledger_account a WHERE a.siren = ANY (companies) AND NOT EXISTS (SELECT FROM ledger_movement m WHERE m.siren = a.siren);
          END IF;

          FOREACH one IN ARRAY branches LOOP
            INSERT INTO feed_counter AS c (bank_id, branch_id, epoch, n) VALUES (scope_bank(), one, in_epoch, 1)
              ON CONFLICT (bank_id, branch_id, epoch) DO UPDATE SET n = c.n + 1 RETURNING c.n INTO place;
            INSERT INTO feed (bank_id, branch_id, epoch, n, kind, file_id, version, change_id) VALUES (scope_bank(), one, in_epoch, place, 'left', of_file, at_version, of_purge);
            PERFORM pg_notify('guichet_news', json_build_object('bank', scope_bank(), 'branch', one, 'n', place)::text);
          END LOOP;
          RETURN array_length(branches, 1);
        END $$;
    REVOKE ALL ON FUNCTION erasable_links(uuid), ledger_counts(uuid), erasure_facts(uuid), erase_file(jsonb, integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION erasure_facts(uuid), erase_file(jsonb, integer) TO guichet_write;
    ALTER FUNCTION erasable_links(uuid) OWNER TO guichet_erase;
    ALTER FUNCTION ledger_counts(uuid) OWNER TO guichet_erase;
    ALTER FUNCTION erasure_facts(uuid) OWNER TO guichet_erase;
    ALTER FUNCTION erase_file(jsonb, integer) OWNER TO guichet_erase;
    REVOKE CREATE ON SCHEMA guichet FROM guichet_erase;

    -- A company's row may go now while others wait for its lock: whoever did not get all of them opens them again.
    SET LOCAL ROLE guichet_ledger;
    CREATE OR REPLACE FUNCTION ledger_open(sirens text[])
      RETURNS TABLE (siren text, scheme text, amount bigint, grant_on text, number text, own boolean)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        #variable_conflict use_column
        DECLARE locked bigint;
        BEGIN
          IF scope_bank() IS NULL THEN RAISE EXCEPTION 'the ledger answers to a bank' USING ERRCODE = '42501'; END IF;
          LOOP
            INSERT INTO ledger_account (siren) SELECT DISTINCT s FROM unnest(sirens) AS s ORDER BY s ON CONFLICT DO NOTHING;
            PERFORM 1 FROM ledger_account a WHERE a.siren = ANY (sirens) ORDER BY a.siren FOR UPDATE;
            GET DIAGNOSTICS locked = ROW_COUNT;
            EXIT WHEN locked = (SELECT count(DISTINCT s) FROM unnest(sirens) AS s);
          END LOOP;
          RETURN QUERY
            SELECT m.siren, m.scheme, m.amount, m.grant_on, m.number, m.bank_id = scope_bank()
            FROM (SELECT DISTINCT ON (e.siren, e.bank_id, e.file_id) e.* FROM ledger_movement e WHERE e.siren = ANY (sirens) ORDER BY e.siren, e.bank_id, e.file_id, e.step DESC) m
            WHERE m.state <> 'released' ORDER BY m.siren, m.moved_at, m.number;
        END $$;
    -- A server of the version before makes no file of an erased one's id either.
    CREATE OR REPLACE FUNCTION taken_files(ids uuid[]) RETURNS TABLE (file_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT f.file_id FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = ANY (ids) UNION SELECT p.file_id FROM purge p WHERE p.bank_id = scope_bank() AND p.file_id = ANY (ids) $$;
    SET LOCAL ROLE guichet_migrate;`,
};
