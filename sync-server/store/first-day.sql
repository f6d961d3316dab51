-- Once, by the database's administrator, before the first server: the account as which servers connect. It is no superuser, owns nothing,
-- inherits nothing, and may only become the nine roles that the store works with.
-- psql "host=… dbname=guichet user=guichet_master sslmode=verify-full sslrootcert=ca.pem" -v server=guichet -v database=guichet -f first-day.sql
-- It asks for nothing secret: the account's password is set afterwards with \password, which sends it hashed.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['guichet_none', 'guichet_read', 'guichet_write', 'guichet_ledger', 'guichet_report', 'guichet_erase', 'guichet_migrate', 'guichet_reporting', 'guichet_bi'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT', role_name);
    END IF;
  END LOOP;
END $$;
CREATE ROLE :"server" LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOINHERIT;
GRANT guichet_none, guichet_read, guichet_write, guichet_ledger, guichet_report, guichet_erase, guichet_migrate, guichet_reporting, guichet_bi TO :"server" WITH INHERIT FALSE, SET TRUE;
GRANT guichet_ledger, guichet_erase TO guichet_migrate WITH INHERIT FALSE, SET TRUE;
GRANT CREATE, CONNECT, TEMPORARY ON DATABASE :"database" TO :"server";
