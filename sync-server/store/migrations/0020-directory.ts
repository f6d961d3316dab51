import type { Migration } from "./migration.ts";

/** 0020: banks, branches and the persons of each; who a token's subject stands for. */
export const directory: Migration = {
  version: 20,
  name: "directory",
  sql: `
    CREATE TABLE bank (bank_id uuid PRIMARY KEY, name text NOT NULL, issuer text NOT NULL);
    CREATE TABLE branch (
      bank_id uuid NOT NULL REFERENCES bank, branch_id uuid NOT NULL, name text NOT NULL,
      PRIMARY KEY (bank_id, branch_id)
    );
    CREATE TABLE person (
      bank_id uuid NOT NULL REFERENCES bank, person_id uuid NOT NULL, issuer text NOT NULL, subject text NOT NULL,
      name text NOT NULL, role text NOT NULL CHECK (role IN ('advisor', 'manager', 'administrator')), active boolean NOT NULL DEFAULT true,
      PRIMARY KEY (bank_id, person_id), UNIQUE (bank_id, issuer, subject)
    );
    CREATE INDEX person_by_subject ON person (issuer, subject);
    CREATE TABLE person_branch (
      bank_id uuid NOT NULL, person_id uuid NOT NULL, branch_id uuid NOT NULL, place integer NOT NULL,
      PRIMARY KEY (bank_id, person_id, branch_id),
      FOREIGN KEY (bank_id, person_id) REFERENCES person, FOREIGN KEY (bank_id, branch_id) REFERENCES branch
    );
    CREATE TABLE operator (person_id uuid PRIMARY KEY, issuer text NOT NULL, subject text NOT NULL, name text NOT NULL, active boolean NOT NULL DEFAULT true, UNIQUE (issuer, subject));

    ALTER TABLE bank ENABLE ROW LEVEL SECURITY;          ALTER TABLE bank FORCE ROW LEVEL SECURITY;
    ALTER TABLE branch ENABLE ROW LEVEL SECURITY;        ALTER TABLE branch FORCE ROW LEVEL SECURITY;
    ALTER TABLE person ENABLE ROW LEVEL SECURITY;        ALTER TABLE person FORCE ROW LEVEL SECURITY;
    ALTER TABLE person_branch ENABLE ROW LEVEL SECURITY; ALTER TABLE person_branch FORCE ROW LEVEL SECURITY;
    ALTER TABLE operator ENABLE ROW LEVEL SECURITY;      ALTER TABLE operator FORCE ROW LEVEL SECURITY;

    CREATE POLICY manage ON bank TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY manage ON branch TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY manage ON person TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY manage ON person_branch TO guichet_migrate USING (true) WITH CHECK (true);
    CREATE POLICY manage ON operator TO guichet_migrate USING (true) WITH CHECK (true);

    CREATE POLICY of_bank ON bank FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY of_branch ON branch FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()) AND branch_id = ANY ((SELECT scope_branches())::uuid[]));
    CREATE POLICY of_bank ON person FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    CREATE POLICY of_bank ON person_branch FOR SELECT TO guichet_read, guichet_write USING (bank_id = (SELECT scope_bank()));
    GRANT SELECT ON bank, branch, person, person_branch TO guichet_read, guichet_write;

    CREATE POLICY look_up ON bank FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY look_up ON branch FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY look_up ON person FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY look_up ON person_branch FOR SELECT TO guichet_ledger USING (true);
    CREATE POLICY look_up ON operator FOR SELECT TO guichet_ledger USING (true);
    GRANT SELECT ON bank, branch, person, person_branch, operator TO guichet_ledger;

    CREATE FUNCTION find_person(of_issuer text, of_subject text)
      RETURNS TABLE (bank_id uuid, bank_name text, person_id uuid, name text, role text, branches text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        SELECT p.bank_id, b.name, p.person_id, p.name, p.role,
          (SELECT coalesce(json_agg(json_build_object('id', r.branch_id, 'name', r.name) ORDER BY pb.place, r.branch_id), '[]')::text
             FROM person_branch pb JOIN branch r ON r.bank_id = pb.bank_id AND r.branch_id = pb.branch_id
            WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id)
        FROM person p JOIN bank b ON b.bank_id = p.bank_id
        WHERE p.issuer = of_issuer AND p.subject = of_subject AND p.active
        UNION ALL
        SELECT NULL, NULL, o.person_id, o.name, 'operator', '[]' FROM operator o WHERE o.issuer = of_issuer AND o.subject = of_subject AND o.active
      $$;
    REVOKE ALL ON FUNCTION find_person(text, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION find_person(text, text) TO guichet_read;
    ALTER FUNCTION find_person(text, text) OWNER TO guichet_ledger;`,
};
