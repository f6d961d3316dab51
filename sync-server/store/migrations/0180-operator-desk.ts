import type { Migration } from "./migration.ts";

/**
 * 0180: what the centre does to a registration by itself, at the word of its operators: what was asked, what was done, what was turned down, each a row that
 * nobody changes. A reservation whose amount was corrected is a movement of a state of its own: the number is reserved once. 170 reads and adds to such a ledger as it did.
 */
export const operatorDesk: Migration = {
  version: 180,
  name: "operator-desk",
  oldestSafeServer: 170,
  sql: `
    ALTER TABLE ledger_movement DROP CONSTRAINT ledger_movement_state_check;
    ALTER TABLE ledger_movement ADD CONSTRAINT ledger_movement_state_check CHECK (state IN ('reserved', 'corrected', 'granted', 'released')) NOT VALID;

    CREATE TABLE centre_act (
      bank_id uuid NOT NULL REFERENCES bank, act_id uuid NOT NULL, step text NOT NULL CHECK (step IN ('asked', 'done', 'turned-down')),
      kind text NOT NULL CHECK (kind IN ('corrected', 'cancelled', 'released', 'expired')), branch_id uuid NOT NULL, file_id uuid NOT NULL, number text NOT NULL,
      -- Cents, of a correction.
      amount bigint CHECK (amount > 0),
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500), asked_by text NOT NULL CHECK (length(asked_by) BETWEEN 1 AND 120),
      -- Nobody, where a reservation expired.
      person_id uuid CHECK ((person_id IS NULL) = (kind = 'expired')), door text NOT NULL CHECK (door IN ('command', 'route', 'clock')), at bigint NOT NULL,
      -- Where the loan stood and stands: status, stage, version and amounts, as JSON. Nothing of the client.
      before text NOT NULL, after text,
      PRIMARY KEY (bank_id, act_id, step)
    );
    -- Done or turned down: once.
    CREATE UNIQUE INDEX centre_act_settled_once ON centre_act (bank_id, act_id) WHERE step <> 'asked';
    CREATE INDEX centre_act_by_time ON centre_act (at, act_id);
    ALTER TABLE centre_act ENABLE ROW LEVEL SECURITY; ALTER TABLE centre_act FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_bank ON centre_act FOR SELECT TO guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_functions ON centre_act FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY note ON centre_act FOR INSERT TO guichet_ledger WITH CHECK (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON centre_act TO guichet_write;
    GRANT SELECT, INSERT ON centre_act TO guichet_ledger;

    -- In how many days unused numbers are given back, since when, and up to which registration it was looked: no row, never.
    CREATE TABLE reservation_expiry (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), days integer NOT NULL CHECK (days > 0), warning_days integer NOT NULL CHECK (warning_days >= 0), since bigint NOT NULL,
      looked_at bigint NOT NULL DEFAULT 0, looked_number text NOT NULL DEFAULT ''
    );
    GRANT SELECT ON reservation_expiry TO guichet_read, guichet_write, guichet_ledger;
    -- Reservations in the order in which they were made, behind one of them, as far as they are still held.
    CREATE FUNCTION reservations_after(after_at bigint, after_number text, until bigint, most integer)
      RETURNS TABLE (bank_id uuid, file_id uuid, number text, reserved_at bigint)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT r.bank_id, r.file_id, r.number, r.moved_at FROM ledger_movement r
        WHERE r.state = 'reserved' AND (r.moved_at, r.number) > (after_at, after_number) AND r.moved_at <= until
          AND (SELECT m.state FROM ledger_movement m WHERE m.siren = r.siren AND m.bank_id = r.bank_id AND m.file_id = r.file_id AND m.number = r.number ORDER BY m.step DESC LIMIT 1) IN ('reserved', 'corrected')
        ORDER BY r.moved_at, r.number LIMIT most
      $$;
    CREATE FUNCTION branch_of_file(of_file uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ SELECT f.branch_id FROM file f WHERE f.bank_id = scope_bank() AND f.file_id = of_file $$;

    -- A file is moved by no replica here: only by the function below, which asks for an operator at work.
    CREATE POLICY by_act ON file FOR UPDATE TO guichet_ledger USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    GRANT SELECT (branch_id) ON file TO guichet_ledger;
    GRANT UPDATE (version, status, change_id, state, state_hash, updated_at) ON file TO guichet_ledger;
    CREATE POLICY by_act ON feed_counter TO guichet_ledger USING (bank_id = (SELECT scope_bank())) WITH CHECK (bank_id = (SELECT scope_bank()));
    CREATE POLICY by_act ON feed FOR INSERT TO guichet_ledger WITH CHECK (bank_id = (SELECT scope_bank()));
    GRANT SELECT, INSERT, UPDATE ON feed_counter TO guichet_ledger;
    GRANT INSERT ON feed TO guichet_ledger;

    -- Notes what was asked, done or turned down; with a state, puts it in the file's place and tells its branch. Last of its transaction, for the counter is locked last.
    CREATE FUNCTION centre_act_note(told jsonb, becomes jsonb, in_epoch integer) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        DECLARE place bigint;
        BEGIN
          IF scope_bank() IS NULL OR NOT (CASE WHEN told->>'kind' = 'expired' THEN EXISTS (SELECT 1 FROM reservation_expiry)
            ELSE EXISTS (SELECT 1 FROM operator o WHERE o.person_id = (told->>'person')::uuid AND o.active) END) THEN RAISE EXCEPTION 'no operator, or nothing expires here' USING ERRCODE = '42501'; END IF;
          INSERT INTO centre_act (bank_id, act_id, step, kind, branch_id, file_id, number, amount, reason, asked_by, person_id, door, at, before, after)
            SELECT scope_bank(), t.act, t.step, t.kind, t.branch, t.file, t.number, t.amount, t.reason, t.asked, t.person, t.door, t.at, t.before, t.after
            FROM jsonb_to_record(told) AS t (act uuid, step text, kind text, branch uuid, file uuid, number text, amount bigint, reason text, asked text, person uuid, door text, at bigint, before text, after text);
          IF becomes IS NULL THEN RETURN NULL; END IF;
          UPDATE file f SET version = t.version, status = t.status, change_id = t.change, state = t.state, state_hash = t.hash, updated_at = t.at
            FROM jsonb_to_record(becomes) AS t (version integer, status text, change uuid, state text, hash text, at bigint)
            WHERE f.bank_id = scope_bank() AND f.file_id = (told->>'file')::uuid AND f.branch_id = (told->>'branch')::uuid;
          IF NOT FOUND THEN RAISE EXCEPTION 'the file is not there' USING ERRCODE = '40001'; END IF;
          INSERT INTO feed_counter AS c (bank_id, branch_id, epoch, n) VALUES (scope_bank(), (told->>'branch')::uuid, in_epoch, 1)
            ON CONFLICT (bank_id, branch_id, epoch) DO UPDATE SET n = c.n + 1 RETURNING c.n INTO place;
          INSERT INTO feed (bank_id, branch_id, epoch, n, kind, file_id, version, change_id)
            VALUES (scope_bank(), (told->>'branch')::uuid, in_epoch, place, 'file', (told->>'file')::uuid, (becomes->>'version')::integer, (becomes->>'change')::uuid);
          PERFORM pg_notify('guichet_news', json_build_object('bank', scope_bank(), 'branch', told->>'branch', 'n', place)::text);
          RETURN place;
        END $$;

    -- Registrations for an operator at work, by number or by company and bank; each with its last movement. No plan may read the ledger whole.
    CREATE FUNCTION operator_registrations(of_operator uuid, of_number text, of_bank text, of_siren text)
      RETURNS TABLE (bank_id uuid, bank_name text, file_id uuid, number text, siren text, scheme text, amount bigint, grant_on text, state text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        WITH hit AS (
          SELECT r.siren, r.bank_id, r.file_id, r.number FROM ledger_movement r WHERE r.number = of_number AND r.state = 'reserved'
          UNION
          SELECT r.siren, r.bank_id, r.file_id, r.number FROM ledger_movement r JOIN bank b ON b.bank_id = r.bank_id
          WHERE r.siren = of_siren AND r.state = 'reserved' AND (b.bank_id::text = of_bank OR lower(b.name) = lower(of_bank))
        )
        SELECT h.bank_id, b.name, h.file_id, h.number, h.siren, m.scheme, m.amount, m.grant_on, m.state
        FROM hit h JOIN bank b ON b.bank_id = h.bank_id
        CROSS JOIN LATERAL (
          SELECT l.scheme, l.amount, l.grant_on, l.state, l.moved_at FROM ledger_movement l
          WHERE l.siren = h.siren AND l.bank_id = h.bank_id AND l.file_id = h.file_id AND l.number = h.number ORDER BY l.step DESC LIMIT 1
        ) m
        WHERE EXISTS (SELECT 1 FROM operator o WHERE o.person_id = of_operator AND o.active)
        ORDER BY m.moved_at DESC, h.number LIMIT 100
      $$;
    CREATE FUNCTION operator_branch(of_operator uuid, of_file uuid)
      RETURNS TABLE (branch_id uuid, branch_name text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT f.branch_id, r.name FROM file f JOIN branch r ON r.bank_id = f.bank_id AND r.branch_id = f.branch_id
        WHERE f.bank_id = scope_bank() AND f.file_id = of_file AND EXISTS (SELECT 1 FROM operator o WHERE o.person_id = of_operator AND o.active)
      $$;
    -- The newest first; of one number or of one act where it is given, else those before a moment.
    CREATE FUNCTION operator_acts(of_operator uuid, of_number text, of_act uuid, until bigint, most integer)
      RETURNS TABLE (act_id uuid, step text, kind text, bank_id uuid, bank_name text, branch_id uuid, branch_name text, file_id uuid, number text, amount bigint, reason text, asked_by text,
        person_id uuid, person_name text, door text, at bigint, before text, after text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT a.act_id, a.step, a.kind, a.bank_id, b.name, a.branch_id, r.name, a.file_id, a.number, a.amount, a.reason, a.asked_by, a.person_id, coalesce(p.name, ''), a.door, a.at, a.before, a.after
        FROM centre_act a JOIN bank b ON b.bank_id = a.bank_id JOIN branch r ON r.bank_id = a.bank_id AND r.branch_id = a.branch_id LEFT JOIN operator p ON p.person_id = a.person_id
        WHERE (of_number IS NULL OR a.number = of_number) AND (of_act IS NULL OR a.act_id = of_act) AND (until IS NULL OR a.at < until)
          AND EXISTS (SELECT 1 FROM operator o WHERE o.person_id = of_operator AND o.active)
        ORDER BY a.at DESC, a.act_id, a.step LIMIT most
      $$;
    REVOKE ALL ON FUNCTION reservations_after(bigint, text, bigint, integer), branch_of_file(uuid), centre_act_note(jsonb, jsonb, integer), operator_registrations(uuid, text, text, text), operator_branch(uuid, uuid), operator_acts(uuid, text, uuid, bigint, integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION reservations_after(bigint, text, bigint, integer), branch_of_file(uuid) TO guichet_read;
    GRANT EXECUTE ON FUNCTION centre_act_note(jsonb, jsonb, integer) TO guichet_write;
    GRANT EXECUTE ON FUNCTION operator_registrations(uuid, text, text, text), operator_branch(uuid, uuid), operator_acts(uuid, text, uuid, bigint, integer) TO guichet_read;
    ALTER FUNCTION reservations_after(bigint, text, bigint, integer) OWNER TO guichet_ledger;
    ALTER FUNCTION branch_of_file(uuid) OWNER TO guichet_ledger;
    ALTER FUNCTION centre_act_note(jsonb, jsonb, integer) OWNER TO guichet_ledger;
    ALTER FUNCTION operator_registrations(uuid, text, text, text) OWNER TO guichet_ledger;
    ALTER FUNCTION operator_branch(uuid, uuid) OWNER TO guichet_ledger;
    ALTER FUNCTION operator_acts(uuid, text, uuid, bigint, integer) OWNER TO guichet_ledger;`,
};
