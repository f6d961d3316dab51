import type { Migration } from "./migration.ts";

/**
 * 0321: letters to the bank's people: what happened is noted by the tables themselves, in the transaction in which it happens; who is told of it, and what became of each letter. Nothing is noted
 * while no server sends any. Nothing of clients: a kind, an id of ours, a number of files. Only adds.
 */
export const mail: Migration = {
  version: 321,
  name: "mail",
  sql: `
    -- Who has no address is written to by nobody. language: fr or en; hers, else her bank's, else French. mail_off: kinds that the bank wants none of, joined by commas.
    ALTER TABLE person ADD COLUMN email text, ADD COLUMN language text;
    ALTER TABLE bank ADD COLUMN language text, ADD COLUMN mail_off text;

    CREATE TABLE mail_setting (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), since bigint NOT NULL);
    GRANT SELECT ON mail_setting TO guichet_ledger;
    -- about: whose workstation or word it is; she is not told. branches: where; null: those of \`about\`. told_at: when letters were made of it.
    CREATE TABLE mail_event (
      bank_id uuid NOT NULL REFERENCES bank, event_id uuid NOT NULL DEFAULT gen_random_uuid(), kind text NOT NULL, subject text NOT NULL, about uuid, branches uuid[], files integer, at bigint NOT NULL, told_at bigint,
      PRIMARY KEY (bank_id, event_id)
    );
    CREATE UNIQUE INDEX mail_event_once ON mail_event (bank_id, kind, subject);
    CREATE INDEX mail_event_waiting ON mail_event (at) WHERE told_at IS NULL;
    -- One letter to one person. next_at: when it is tried next; while it is being sent, until when nobody else tries.
    CREATE TABLE mail (
      bank_id uuid NOT NULL REFERENCES bank, mail_id uuid NOT NULL DEFAULT gen_random_uuid(), event_id uuid NOT NULL, person_id uuid NOT NULL, kind text NOT NULL, files integer, made_at bigint NOT NULL,
      tries integer NOT NULL DEFAULT 0, next_at bigint NOT NULL, sent_at bigint, dead_at bigint, why text,
      PRIMARY KEY (bank_id, mail_id), CHECK (sent_at IS NULL OR dead_at IS NULL)
    );
    CREATE UNIQUE INDEX mail_once ON mail (bank_id, event_id, person_id);
    CREATE INDEX mail_waiting ON mail (next_at) WHERE sent_at IS NULL AND dead_at IS NULL;
    ALTER TABLE mail_event ENABLE ROW LEVEL SECURITY; ALTER TABLE mail_event FORCE ROW LEVEL SECURITY;
    ALTER TABLE mail ENABLE ROW LEVEL SECURITY;       ALTER TABLE mail FORCE ROW LEVEL SECURITY;
    CREATE POLICY by_mailer ON mail_event TO guichet_ledger USING (true) WITH CHECK (true);
    CREATE POLICY by_mailer ON mail TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT SELECT, INSERT, DELETE ON mail_event, mail TO guichet_ledger; -- what is over is forgotten after some weeks
    GRANT UPDATE (told_at) ON mail_event TO guichet_ledger;
    GRANT UPDATE (tries, next_at, sent_at, dead_at, why) ON mail TO guichet_ledger;

    -- Kind, the column of what it is about, the column of whose it is, and 'daily' where the same may be told again another day.
    CREATE FUNCTION mail_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        DECLARE
          new_row jsonb := to_jsonb(NEW);
          day text := CASE WHEN TG_NARGS > 3 THEN '/' || to_char(clock_timestamp() AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD') ELSE '' END;
        BEGIN
          IF EXISTS (SELECT 1 FROM mail_setting) THEN
            INSERT INTO mail_event (bank_id, kind, subject, about, at)
            SELECT b.bank_id, TG_ARGV[0], (new_row ->> TG_ARGV[1]) || day, (new_row ->> TG_ARGV[2])::uuid, (extract(epoch FROM clock_timestamp()) * 1000)::bigint
            FROM bank b WHERE new_row ->> 'bank_id' IS NULL OR b.bank_id = (new_row ->> 'bank_id')::uuid
            ON CONFLICT DO NOTHING;
          END IF;
          RETURN NULL;
        END $$;
    REVOKE ALL ON FUNCTION mail_note() FROM PUBLIC;
    CREATE TRIGGER mail_waits AFTER INSERT ON device FOR EACH ROW WHEN (NEW.approval = 'waiting') EXECUTE FUNCTION mail_note('workstation-waits', 'replica_id', 'person_id');
    CREATE TRIGGER mail_asked AFTER INSERT ON two_word FOR EACH ROW WHEN (NEW.kind = 'device') EXECUTE FUNCTION mail_note('second-word', 'word_id', 'asked_by');
    CREATE TRIGGER mail_asked_of_bank AFTER INSERT ON two_word FOR EACH ROW WHEN (NEW.kind NOT IN ('device', 'file-hold', 'file-erase')) EXECUTE FUNCTION mail_note('bank-word', 'word_id', 'asked_by');
    CREATE TRIGGER mail_asked_of_file AFTER INSERT ON two_word FOR EACH ROW WHEN (NEW.kind IN ('file-hold', 'file-erase')) EXECUTE FUNCTION mail_note('file-word', 'word_id', 'asked_by');
    CREATE TRIGGER mail_kept AFTER INSERT ON quarantined FOR EACH ROW WHEN (NEW.decision IS NULL) EXECUTE FUNCTION mail_note('quarantine-waits', 'replica_id', 'person_id', 'daily');
    CREATE TRIGGER mail_word AFTER INSERT ON recovery_event FOR EACH ROW WHEN (NEW.kind = 'confirmed') EXECUTE FUNCTION mail_note('recovery-word', 'epoch_n', 'person_id');
    ALTER FUNCTION mail_note() OWNER TO guichet_ledger;
    -- What a reminder by the days counts from.
    GRANT SELECT ON reservation_expiry TO guichet_reporting;`,
};
