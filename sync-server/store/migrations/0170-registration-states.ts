import type { Migration } from "./migration.ts";

/**
 * 0170: to a stranger, an amount that was a number's own once, and is no longer, is told as amended; still figures in and a state out. The function of 0070 stays
 * for servers of the version before. Only adds.
 */
export const registrationStates: Migration = {
  version: 170,
  name: "registration-states",
  sql: `
    -- As in 0070: the number by the index of its reservation, all its movements by the key of its file, in one reading; no plan may read the ledger whole.
    CREATE FUNCTION registration_states(numbers text[], sirens text[], amounts bigint[])
      RETURNS TABLE (place integer, state text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog SET enable_seqscan = off
      AS $$
        SELECT asked.place::integer,
          CASE WHEN known.last_state = 'released' THEN 'cancelled' WHEN known.last_amount = asked.amount THEN 'registered' ELSE 'amended' END
        FROM unnest(numbers, sirens, amounts) WITH ORDINALITY AS asked (number, siren, amount, place)
        CROSS JOIN LATERAL (
          SELECT (array_agg(m.state ORDER BY m.step DESC))[1] AS last_state, (array_agg(m.amount ORDER BY m.step DESC))[1] AS last_amount,
            bool_or(m.amount = asked.amount) AS was_its_own
          FROM ledger_movement r
          JOIN ledger_movement m ON m.siren = r.siren AND m.bank_id = r.bank_id AND m.file_id = r.file_id AND m.number = r.number
          WHERE r.number = asked.number AND r.state = 'reserved' AND r.siren = asked.siren
        ) AS known
        WHERE known.was_its_own
      $$;
    REVOKE ALL ON FUNCTION registration_states(text[], text[], bigint[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION registration_states(text[], text[], bigint[]) TO guichet_read;
    ALTER FUNCTION registration_states(text[], text[], bigint[]) OWNER TO guichet_ledger;`,
};
