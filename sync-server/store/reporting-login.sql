-- By the database's administrator, once for each bank that asks questions of the reporting schema (docs/reporting.md): a login that reads its views, of that bank alone. The bank is a role that only the administrator
-- gives; no setting of the session widens it. `bank` is the bank's id without dashes, or the word centre for whoever runs the centre: all banks, and no company's number.
-- psql "host=… dbname=guichet user=guichet_master sslmode=verify-full sslrootcert=ca.pem" -v login=metabase_bank -v bank=0190… -f reporting-login.sql
-- It asks for nothing secret: the password is set afterwards with \password, which sends it hashed.
SELECT format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT', 'guichet_bi_' || :'bank') WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'guichet_bi_' || :'bank') \gexec
CREATE ROLE :"login" LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS INHERIT CONNECTION LIMIT 10;
GRANT guichet_bi TO :"login" WITH INHERIT TRUE, SET FALSE;
SELECT format('GRANT %I TO %I WITH INHERIT FALSE, SET FALSE', 'guichet_bi_' || :'bank', :'login') \gexec
ALTER ROLE :"login" SET default_transaction_read_only TO on;
ALTER ROLE :"login" SET statement_timeout TO '60s';
