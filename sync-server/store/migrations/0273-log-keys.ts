import type { Migration } from "./migration.ts";

/** 0273: keys that make a pseudonym of whoever was refused, for the servers' log; each for a month, kept as long as a log may be asked whose a line is. And who asked that. Only adds. */
export const logKeys: Migration = {
  version: 273,
  name: "log-keys",
  sql: `
    CREATE TABLE log_key (kid text PRIMARY KEY, secret text NOT NULL, made_at bigint NOT NULL);
    CREATE TABLE log_naming (naming_id uuid PRIMARY KEY, pseudonym text NOT NULL, person_id uuid NOT NULL, asked_by uuid NOT NULL, at bigint NOT NULL);
    CREATE TRIGGER audit_made AFTER INSERT ON log_key FOR EACH ROW EXECUTE FUNCTION audit_row('log-key.made', 'kid made_at');
    CREATE TRIGGER audit_gone AFTER DELETE ON log_key FOR EACH ROW EXECUTE FUNCTION audit_row('log-key.ended', 'kid made_at');
    CREATE TRIGGER audit_named AFTER INSERT ON log_naming FOR EACH ROW EXECUTE FUNCTION audit_row('log.named', 'pseudonym person_id asked_by at');`,
};
