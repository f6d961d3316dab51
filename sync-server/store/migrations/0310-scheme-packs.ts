import type { Migration } from "./migration.ts";

/**
 * 0310: packs of rules as the centre publishes them: what was proposed, and the words said of it, each a row that nobody changes. Who proposed never publishes, and who asks for a withdrawal never makes it
 * alone. Only adds.
 */
export const schemePacks: Migration = {
  version: 310,
  name: "scheme-packs",
  sql: `
    CREATE TABLE scheme_pack (
      name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]*@[0-9]+[.][0-9]+[.][0-9]+$'), document text NOT NULL, hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'), from_day text NOT NULL,
      composed_by uuid NOT NULL, composed_at bigint NOT NULL
    );
    -- signature: by the centre's receipt key, of what workstations are told.
    CREATE TABLE scheme_word (
      place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL REFERENCES scheme_pack, step text NOT NULL CHECK (step IN ('published', 'turned-down', 'withdrawal-asked', 'withdrawn')),
      person_id uuid NOT NULL, at bigint NOT NULL, until bigint, signature text,
      CHECK ((signature IS NOT NULL) = (step IN ('published', 'withdrawn'))), CHECK ((until IS NOT NULL) = (step = 'withdrawal-asked'))
    );
    CREATE UNIQUE INDEX scheme_word_decided_once ON scheme_word (name) WHERE step IN ('published', 'turned-down');
    CREATE UNIQUE INDEX scheme_word_withdrawn_once ON scheme_word (name) WHERE step = 'withdrawn';
    GRANT SELECT ON scheme_pack, scheme_word TO guichet_read;
    GRANT SELECT, INSERT ON scheme_pack, scheme_word TO guichet_ledger;

    -- 42501: not an operator at work, or not her turn to speak.
    CREATE FUNCTION scheme_propose(of_name text, of_document text, of_hash text, of_day text, of_person uuid, of_at bigint) RETURNS boolean
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        DECLARE made integer;
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM operator o WHERE o.person_id = of_person AND o.active) THEN RAISE EXCEPTION 'no operator at work' USING ERRCODE = '42501'; END IF;
          INSERT INTO scheme_pack (name, document, hash, from_day, composed_by, composed_at) VALUES (of_name, of_document, of_hash, of_day, of_person, of_at) ON CONFLICT DO NOTHING;
          GET DIAGNOSTICS made = ROW_COUNT;
          RETURN made = 1;
        END $$;
    CREATE FUNCTION scheme_say(of_name text, of_step text, of_person uuid, of_at bigint, of_until bigint, of_signature text) RETURNS void
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        DECLARE asked scheme_word%ROWTYPE;
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM operator o WHERE o.person_id = of_person AND o.active) THEN RAISE EXCEPTION 'no operator at work' USING ERRCODE = '42501'; END IF;
          IF of_step = 'published' AND NOT EXISTS (SELECT 1 FROM scheme_pack p WHERE p.name = of_name AND p.composed_by <> of_person) THEN RAISE EXCEPTION 'not by whoever composed it' USING ERRCODE = '42501'; END IF;
          IF of_step IN ('withdrawal-asked', 'withdrawn') AND NOT EXISTS (SELECT 1 FROM scheme_word w WHERE w.name = of_name AND w.step = 'published') THEN RAISE EXCEPTION 'not published' USING ERRCODE = '42501'; END IF;
          IF of_step = 'withdrawn' THEN
            SELECT * INTO asked FROM scheme_word w WHERE w.name = of_name AND w.step = 'withdrawal-asked' ORDER BY w.place DESC LIMIT 1;
            IF asked.place IS NULL OR asked.person_id = of_person OR asked.until < of_at THEN RAISE EXCEPTION 'not asked by another' USING ERRCODE = '42501'; END IF;
          END IF;
          INSERT INTO scheme_word (name, step, person_id, at, until, signature) VALUES (of_name, of_step, of_person, of_at, of_until, of_signature);
        END $$;
    REVOKE ALL ON FUNCTION scheme_propose(text, text, text, text, uuid, bigint), scheme_say(text, text, uuid, bigint, bigint, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION scheme_propose(text, text, text, text, uuid, bigint), scheme_say(text, text, uuid, bigint, bigint, text) TO guichet_write;
    ALTER FUNCTION scheme_propose(text, text, text, text, uuid, bigint) OWNER TO guichet_ledger;
    ALTER FUNCTION scheme_say(text, text, uuid, bigint, bigint, text) OWNER TO guichet_ledger;

    CREATE TRIGGER audit_proposed AFTER INSERT ON scheme_pack FOR EACH ROW EXECUTE FUNCTION audit_row('scheme.proposed', 'name hash from_day composed_by');
    CREATE TRIGGER audit_said AFTER INSERT ON scheme_word FOR EACH ROW EXECUTE FUNCTION audit_row('scheme.word', 'name step person_id at signature');`,
};
