import { ROLES } from "./scope.ts";
import { sqlState, type SqlClient } from "./sql.ts";

/** Roles belong to the whole server, so another database of it may be making them at this instant: then again. */
export async function ensureRoles(sql: SqlClient): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sql.script(rolesScript);
    } catch (error) {
      if (attempt === 10 || !["42710", "23505", "XX000"].includes(sqlState(error) ?? "")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

/** None logs in, none inherits; whoever connects may become each, and starts as `guichet_none`, which may do nothing. */
const rolesScript = `DO $$
  DECLARE role_name text;
  BEGIN
    FOREACH role_name IN ARRAY ARRAY[${ROLES.map((role) => `'guichet_${role}'`).join(", ")}] LOOP
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT', role_name);
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
          EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', role_name, current_user);
        END IF;
      END IF;
    END LOOP;
    FOREACH role_name IN ARRAY ARRAY['guichet_ledger', 'guichet_erase'] LOOP
      IF NOT pg_has_role('guichet_migrate', role_name, 'SET') THEN
        EXECUTE format('GRANT %I TO guichet_migrate WITH INHERIT FALSE, SET TRUE', role_name);
      END IF;
    END LOOP;
  END $$`;
