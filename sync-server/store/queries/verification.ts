import type { RegistrationState, VerificationRequest } from "../../../shared/sync/verification.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

export type VerificationStore = {
  /** For each that is asked, in order: where that number stands, if SIREN and amount are or were its own; else undefined, whatever differs. */
  readonly findRegistrations: (asked: readonly VerificationRequest[]) => Promise<readonly (RegistrationState | undefined)[]>;
};

export function verificationQueries(driver: SqlDriver): VerificationStore {
  const opening = openingOf({ role: "read" });
  return {
    findRegistrations: async (asked) => {
      const columns = [asked.map(({ number }) => number), asked.map(({ siren }) => siren), asked.map(({ amount }) => String(amount))];
      const found = await driver.transaction(opening, (sql) =>
        sql.last<{ place: number; state: RegistrationState }>("SELECT place, state FROM registration_states($1::text[], $2::text[], $3::text[]::bigint[])", columns));
      const byPlace = new Map(found.map(({ place, state }) => [place, state] as const));
      return asked.map((_one, index) => byPlace.get(index + 1));
    },
  };
}
