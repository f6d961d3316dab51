import type { Migration } from "./migration.ts";

/** 0160: a bank's ladder of approvals, who stands at which level of it, and who stands in for whom while she is away. */
export const approvals: Migration = {
  version: 160,
  name: "approvals",
  sql: `
    -- Lowest first by place. up_to: cents; null: any amount.
    CREATE TABLE approval_level (
      bank_id uuid NOT NULL REFERENCES bank, level_id text NOT NULL, place integer NOT NULL, name text NOT NULL, up_to bigint CHECK (up_to >= 0),
      PRIMARY KEY (bank_id, level_id)
    );
    -- up_to: less than her level's, where the bank says so.
    ALTER TABLE person ADD COLUMN level_id text, ADD COLUMN up_to bigint;
    -- One at a time: declaring another ends the one before. Nothing is deleted.
    CREATE TABLE absence (
      bank_id uuid NOT NULL, person_id uuid NOT NULL, declared_at bigint NOT NULL, from_day text NOT NULL, until_day text NOT NULL, stand_in uuid NOT NULL,
      declared_by uuid NOT NULL, ended_at bigint, ended_by uuid,
      PRIMARY KEY (bank_id, person_id, declared_at),
      FOREIGN KEY (bank_id, person_id) REFERENCES person, FOREIGN KEY (bank_id, stand_in) REFERENCES person
    );
    CREATE INDEX absence_by_stand_in ON absence (bank_id, stand_in) WHERE ended_at IS NULL;
    ALTER TABLE approval_level ENABLE ROW LEVEL SECURITY; ALTER TABLE approval_level FORCE ROW LEVEL SECURITY;
    ALTER TABLE absence ENABLE ROW LEVEL SECURITY;        ALTER TABLE absence FORCE ROW LEVEL SECURITY;
    CREATE POLICY manage ON approval_level TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY of_bank ON approval_level FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY look_up ON approval_level FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY look_up ON absence FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY of_bank ON absence FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY of_declarer ON absence FOR INSERT TO guichet_write WITH CHECK (bank_id = (SELECT scope_bank()) AND declared_by = ANY ((SELECT scope_persons())::uuid[]) AND ended_at IS NULL);
    CREATE POLICY of_ender ON absence FOR UPDATE TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND ended_at IS NULL)
      WITH CHECK (bank_id = (SELECT scope_bank()) AND ended_by = ANY ((SELECT scope_persons())::uuid[]));
    GRANT SELECT ON approval_level, absence TO guichet_ledger;
    GRANT SELECT ON approval_level, absence TO guichet_read, guichet_write;
    GRANT INSERT ON absence TO guichet_write;
    GRANT UPDATE (ended_at, ended_by) ON absence TO guichet_write;

    CREATE FUNCTION approvals_of(of_bank uuid, of_person uuid) RETURNS text
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT json_strip_nulls(json_build_object(
          'ladder', (SELECT coalesce(json_agg(json_build_object('name', l.name, 'upTo', l.up_to) ORDER BY l.place), '[]') FROM approval_level l WHERE l.bank_id = of_bank),
          'own', (SELECT json_build_object('name', l.name, 'upTo', coalesce(p.up_to, l.up_to))
                    FROM person p JOIN approval_level l ON l.bank_id = p.bank_id AND l.level_id = p.level_id WHERE p.bank_id = of_bank AND p.person_id = of_person),
          'standIns', (SELECT coalesce(json_agg(json_build_object('for', p.name, 'level', json_build_object('name', l.name, 'upTo', coalesce(p.up_to, l.up_to)), 'from', a.from_day, 'until', a.until_day)
                                       ORDER BY a.from_day, a.person_id), '[]')
                         FROM absence a JOIN person p ON p.bank_id = a.bank_id AND p.person_id = a.person_id AND p.active
                         JOIN approval_level l ON l.bank_id = p.bank_id AND l.level_id = p.level_id
                        WHERE a.bank_id = of_bank AND a.stand_in = of_person AND a.ended_at IS NULL)
        ))::text
      $$;
    REVOKE ALL ON FUNCTION approvals_of(uuid, uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION approvals_of(uuid, uuid) TO guichet_read;
    ALTER FUNCTION approvals_of(uuid, uuid) OWNER TO guichet_ledger;`,
};
