import type { Migration } from "./migration.ts";

/**
 * 0070: what a stranger may ask of the ledger. Figures go in and a state comes out, only where all three are the last movement's: nobody can
 * read a figure by it. It needs no bank, and says no bank's. Only adds.
 */
export const verification: Migration = {
  version: 70,
  name: "verification",
  sql: `
    -- The number is found by the index of its reservation, its last movement by the key of its file. A plan is kept as long as its connection
    -- and may be made while the ledger is empty: it must not be one that reads the ledger whole.
    CREATE FUNCTION verify_registrations(numbers text[], sirens text[], amounts bigint[])
      RETURNS TABLE (place integer, released boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        SELECT asked.place::integer, latest.state = 'released'
        FROM unnest(numbers, sirens, amounts) WITH ORDINALITY AS asked (number, siren, amount, place)
        CROSS JOIN LATERAL (
          SELECT m.siren, m.amount, m.state FROM ledger_movement r
          JOIN ledger_movement m ON m.siren = r.siren AND m.bank_id = r.bank_id AND m.file_id = r.file_id AND m.number = r.number
          WHERE r.number = asked.number AND r.state = 'reserved' ORDER BY m.step DESC LIMIT 1
        ) AS latest
        WHERE latest.siren = asked.siren AND latest.amount = asked.amount
      $$;
    REVOKE ALL ON FUNCTION verify_registrations(text[], text[], bigint[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION verify_registrations(text[], text[], bigint[]) TO guichet_read;
    ALTER FUNCTION verify_registrations(text[], text[], bigint[]) OWNER TO guichet_ledger;`,
};
