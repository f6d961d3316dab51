import type { Role } from "../../../shared/access/roles.ts";
import type { Approvals } from "../../../shared/life/delegation.ts";
import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";

export type AbsenceRow = { readonly user: string; readonly from: string; readonly until: string; readonly standIn: string };
export type Approver = { readonly role: Role; readonly approvals: Approvals };

/** Who is away, and who stands in. */
export type AbsenceStore = {
  /** What that active person of the scope's bank may approve; undefined where there is none. */
  readonly findApprover: (scope: DataScope, person: string) => Promise<Approver | undefined>;
  /** Absences that were not ended, of people of the scope's branches, in order of day. */
  readonly listAbsences: (scope: DataScope) => Promise<readonly AbsenceRow[]>;
  /** Ends her absence, if there is one, and begins that one where it is given. `by` is of the scope. */
  readonly setAbsence: (scope: DataScope, change: { readonly user: string; readonly absence: Omit<AbsenceRow, "user"> | undefined; readonly by: string; readonly at: number }) => Promise<void>;
};

export function absenceQueries(driver: SqlDriver): AbsenceStore {
  return {
    findApprover: (scope, person) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const [row] = await sql.query<{ role: Role; approvals: string }>(
          "SELECT role, approvals_of(bank_id, person_id) AS approvals FROM person WHERE bank_id = $1::uuid AND person_id = $2::uuid AND active", [scope.bank, person]);
        return row === undefined ? undefined : { role: row.role, approvals: JSON.parse(row.approvals) as Approvals }; // written by our own function
      }),
    listAbsences: (scope) =>
      driver.transaction(openingOf({ role: "read", ...scope }), (sql) =>
        sql.query<AbsenceRow>(`
          SELECT a.person_id AS user, a.from_day AS from, a.until_day AS until, a.stand_in AS "standIn" FROM absence a
          WHERE a.bank_id = scope_bank() AND a.ended_at IS NULL AND EXISTS (
            SELECT 1 FROM person_branch pb WHERE pb.bank_id = a.bank_id AND pb.person_id = a.person_id AND pb.branch_id = ANY (scope_branches()))
          ORDER BY a.from_day, a.person_id`)),
    setAbsence: (scope, { user, absence, by, at }) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        await sql.query("UPDATE absence SET ended_at = $3::bigint, ended_by = $4::uuid WHERE bank_id = $1::uuid AND person_id = $2::uuid AND ended_at IS NULL", [scope.bank, user, at, by]);
        if (absence === undefined) return;
        // Each of a person's absences has its own moment, in the order in which they were declared.
        await sql.query(
          `INSERT INTO absence (bank_id, person_id, declared_at, from_day, until_day, stand_in, declared_by)
           SELECT $1::uuid, $2::uuid, greatest($3::bigint, 1 + coalesce(max(declared_at), 0)), $4, $5, $6::uuid, $7::uuid FROM absence WHERE bank_id = $1::uuid AND person_id = $2::uuid
           ON CONFLICT DO NOTHING`,
          [scope.bank, user, at, absence.from, absence.until, absence.standIn, by]);
      }),
  };
}
