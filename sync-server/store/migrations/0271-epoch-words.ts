import type { Migration } from "./migration.ts";

/**
 * 0271: a new epoch takes the words of two operators, or of one who says why she is alone. The table of the centre refuses an epoch that nobody said, whichever program asks: also the command of a server of the version
 * before, which knows no words; no server at work begins one.
 */
export const epochWords: Migration = {
  version: 271,
  name: "epoch-words",
  sql: `
    -- detail: the number asked for, or next. epoch_n: which epoch was begun when it stood, whatever became of it.
    CREATE TABLE epoch_word (
      word_id uuid PRIMARY KEY, detail text NOT NULL, asked_by uuid NOT NULL, asked_at bigint NOT NULL, until bigint NOT NULL CHECK (until > asked_at), because text,
      settled text CHECK (settled IN ('confirmed', 'alone', 'expired')), settled_by uuid, settled_at bigint, epoch_n integer,
      CHECK ((settled IS NULL) = (settled_by IS NULL)), CHECK (settled <> 'confirmed' OR (settled_by <> asked_by AND settled_at <= until)), CHECK ((settled IS NOT DISTINCT FROM 'alone') = (because IS NOT NULL))
    );
    CREATE UNIQUE INDEX epoch_word_once ON epoch_word ((settled IS NULL)) WHERE settled IS NULL;
    GRANT SELECT ON epoch_word TO guichet_report;
    -- Of what begins an epoch: who said the first of two words, or why one was alone.
    ALTER TABLE recovery_event ADD COLUMN asked_by uuid;
    ALTER TABLE recovery_event ADD COLUMN because text;

    -- At the end of the transaction, behind the link of the epoch itself: before it, the number of a link is still one that the lost store may have given, and anchored, to something else.
    CREATE CONSTRAINT TRIGGER audit_said AFTER UPDATE OF epoch_n ON epoch_word DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.epoch_n IS DISTINCT FROM NEW.epoch_n)
      EXECUTE FUNCTION audit_row('epoch.word', 'word_id detail asked_by asked_at settled settled_by because epoch_n');
    DROP TRIGGER audit_noted ON recovery_event;
    CREATE TRIGGER audit_noted AFTER INSERT ON recovery_event FOR EACH ROW EXECUTE FUNCTION audit_row('recovery', 'epoch_n kind person_id asked_by because door');

    CREATE FUNCTION epoch_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = guichet, pg_catalog
      AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM epoch_word w WHERE w.epoch_n = NEW.epoch_n AND w.settled IN ('confirmed', 'alone')) THEN RAISE EXCEPTION 'an epoch that nobody said' USING ERRCODE = '42501'; END IF;
          RETURN NEW;
        END $$;
    CREATE TRIGGER epoch_by_two BEFORE UPDATE OF epoch_n ON centre FOR EACH ROW WHEN (NEW.epoch_n IS DISTINCT FROM OLD.epoch_n) EXECUTE FUNCTION epoch_by_two();`,
};
