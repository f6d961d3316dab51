import type { Migration } from "./migration.ts";

/** 0010: the centre itself, its signing keys, and the functions that the policies read the scope of a transaction with. */
export const centre: Migration = {
  version: 10,
  name: "centre",
  sql: `
    CREATE FUNCTION scope_bank() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('guichet.bank', true), '')::uuid $$;
    CREATE FUNCTION scope_branches() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT string_to_array(nullif(current_setting('guichet.branches', true), ''), ',')::uuid[] $$;
    CREATE FUNCTION scope_persons() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT string_to_array(nullif(current_setting('guichet.persons', true), ''), ',')::uuid[] $$;

    CREATE TABLE centre (
      only_one      boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      centre_id     uuid    NOT NULL,
      epoch_n       integer NOT NULL CHECK (epoch_n >= 1),
      epoch_id      uuid    NOT NULL,
      demonstration boolean NOT NULL,
      business_date text    CHECK (demonstration OR business_date IS NULL),
      created_at    bigint  NOT NULL
    );
    GRANT SELECT ON centre TO guichet_read, guichet_write, guichet_ledger, guichet_report;

    CREATE TABLE centre_key (
      kid         text   PRIMARY KEY,
      public_x    text   NOT NULL,
      private_d   text   NOT NULL,
      created_at  bigint NOT NULL
    );
    GRANT SELECT ON centre_key TO guichet_ledger;
    GRANT SELECT (kid, public_x, created_at) ON centre_key TO guichet_read;

    CREATE FUNCTION set_business_date(new_date text) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$ WITH done AS (UPDATE centre SET business_date = new_date WHERE demonstration RETURNING 1) SELECT count(*) = 1 FROM done $$;
    REVOKE ALL ON FUNCTION set_business_date(text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION set_business_date(text) TO guichet_write;`,
};
