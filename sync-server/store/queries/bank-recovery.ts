import type { SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import type { DataScope } from "../store.ts";
import type { AlarmKind } from "./recovery.ts";

/** Where a recovery stands for one bank. Persons are its own; `person` of an event is undefined when she is of another bank, or an operator. */
export type BankRecovery = {
  readonly events: readonly { readonly epoch: number; readonly at: number; readonly kind: string; readonly door: string; readonly person: string | undefined; /** Why one person began the epoch alone. */ readonly because: string | undefined }[];
  readonly replicas: readonly { readonly replica: string; readonly person: string; readonly device: string; readonly have: number; readonly seenEpoch: number; readonly revoked: boolean; /** Its last push that is kept, or when it was enrolled. */ readonly lastAt: number }[];
  /** `fileVersion` is undefined where there is no such file; `isHere`: it is in the branch of the change. */
  readonly waiting: readonly {
    readonly file: string; readonly branch: string; readonly version: number; readonly replica: string; readonly seq: number; readonly person: string; readonly kind: string;
    readonly number: string | undefined; readonly outcome: string | undefined; readonly fileVersion: number | undefined; readonly isHere: boolean;
  }[];
  readonly reinstated: readonly { readonly number: string; readonly file: string; readonly flag: string | undefined; readonly at: number }[];
  readonly missing: readonly { readonly file: string; readonly branch: string; readonly version: number; readonly number: string | undefined }[];
  readonly alarms: readonly { readonly replica: string; readonly person: string; readonly epoch: number; readonly kind: AlarmKind; readonly have: number; readonly known: number; readonly times: number; readonly lastAt: number }[];
  /** Names of the bank's people, by id. */
  readonly names: ReadonlyMap<string, string>;
};
export type LateVerdict = { readonly seq: number; readonly verdict: string };

export type BankRecoveryStore = {
  readonly bankRecovery: (scope: DataScope) => Promise<BankRecovery>;
  /** Changes of that replica that were refused after their author had been told otherwise, with the JSON text of the verdict. `scope.persons` is the author. */
  readonly lateVerdicts: (scope: DataScope, replica: string) => Promise<readonly LateVerdict[]>;
};

export function bankRecoveryQueries(driver: SqlDriver): BankRecoveryStore {
  return {
    bankRecovery: (scope) =>
      driver.transaction(openingOf({ role: "read", ...scope }), async (sql) => {
        const people = await sql.query<{ id: string; name: string }>("SELECT person_id AS id, name FROM person WHERE bank_id = $1::uuid", [scope.bank]);
        const names = new Map(people.map(({ id, name }) => [id, name]));
        const events = await sql.query<{ epoch: number; at: number; kind: string; door: string; person: string | null; because: string | null }>("SELECT epoch_n AS epoch, at, kind, door, person_id AS person, because FROM recovery_event ORDER BY id");
        const waiting = await sql.query<{ file: string; branch: string; version: number; replica: string; seq: number; person: string; kind: string; number: string | null; outcome: string | null; fileVersion: number | null; isHere: boolean | null }>(
          'SELECT file_id AS file, branch_id AS branch, version, replica_id AS replica, seq, person_id AS person, kind, number, outcome, file_version AS "fileVersion", is_here AS "isHere" FROM bank_waiting() ORDER BY file_id, version, replica_id, seq');
        const reinstated = await sql.query<{ number: string; file: string; flag: string | null; at: number }>("SELECT number, file_id AS file, flag, at FROM reinstated WHERE bank_id = $1::uuid ORDER BY number", [scope.bank]);
        const missing = await sql.query<{ file: string; branch: string; version: number; number: string | null }>("SELECT file_id AS file, branch_id AS branch, version, number FROM bank_missing() ORDER BY file_id");
        return {
          names,
          events: events.map((event) => ({ ...event, because: event.because ?? undefined, person: event.person !== null && names.has(event.person) ? event.person : undefined })),
          replicas: await sql.query('SELECT replica_id AS replica, person_id AS person, device, have, seen_epoch AS "seenEpoch", revoked_at IS NOT NULL AS revoked, last_at AS "lastAt" FROM bank_replicas() ORDER BY replica_id'),
          waiting: waiting.map((row) => ({ ...row, number: row.number ?? undefined, outcome: row.outcome ?? undefined, fileVersion: row.fileVersion ?? undefined, isHere: row.isHere ?? true })),
          reinstated: reinstated.map((row) => ({ ...row, flag: row.flag ?? undefined })),
          missing: missing.map((row) => ({ ...row, number: row.number ?? undefined })),
          alarms: await sql.query(`
            SELECT replica_id AS replica, person_id AS person, epoch, kind, have, known, times, last_at AS "lastAt" FROM replica_alarm WHERE bank_id = $1::uuid
            UNION ALL SELECT replica_id, person_id, epoch, 'feed-ahead', have, known, times, last_at FROM feed_alarm WHERE bank_id = $1::uuid ORDER BY 1, 3, 4`, [scope.bank]),
        };
      }),
    lateVerdicts: (scope, replica) =>
      driver.transaction(openingOf({ role: "read", ...scope }), (sql) =>
        sql.query<LateVerdict>("SELECT seq, late AS verdict FROM reoffered WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND late IS NOT NULL ORDER BY seq", [scope.bank, replica])),
  };
}
