import { sqlState, type SqlDriver } from "../sql.ts";
import { openingOf } from "../scope.ts";
import { OutOfScope, type DataScope } from "../store.ts";

export type EpochRow = { readonly n: number; readonly id: string };
/** By which door an operator or administrator came. */
export type RecoveryDoor = "command" | "route";
/**
 * `unknown`: nobody who may. `none`: no recovery is under way. `same`: confirmed already, and another person is needed. `first`: recorded,
 * another is needed. `enough`: two different persons have confirmed.
 */
export type Confirmation = "unknown" | "none" | "same" | "first" | "enough";
/** `feed-ahead`: `have` and `known` are places of a feed, else changes of its line. */
export type AlarmKind = "replica-ahead" | "fork" | "feed-ahead";
export type AlarmRow = { readonly replica: string; readonly epoch: number; readonly kind: AlarmKind; readonly person: string; readonly have: number; readonly known: number; readonly at: number };
/** Files of a branch that were not the centre's at place `n` of its feed, and were fetched anew. */
export type MismatchRow = { readonly replica: string; readonly epoch: number; readonly branch: string; readonly person: string; readonly files: number; readonly n: number; readonly at: number };
export type MissingRow = { readonly file: string; readonly branch: string; readonly version: number; readonly number: string | undefined };
/** A file of which re-offered changes wait, with the owners of their replicas. */
export type WaitingFile = { readonly bank: string; readonly branch: string; readonly file: string; readonly persons: readonly string[] };

/** A centre's epochs, and the end of a recovery. */
export type RecoveryStore = {
  /** Every epoch there ever was, the present one included. */
  readonly epochs: () => Promise<readonly EpochRow[]>;
  /** One person's word that the recovery may end. Ends nothing by itself. */
  readonly confirmEnd: (row: { readonly person: string; readonly at: number; readonly door: RecoveryDoor }) => Promise<Confirmation>;
  readonly endRecovery: (row: { readonly person: string; readonly at: number; readonly door: RecoveryDoor }) => Promise<void>;
  /** Files that wait, in order of bank and id, but for what was already refused. */
  readonly listWaitingFiles: () => Promise<readonly WaitingFile[]>;
  /** This and the next throw OutOfScope where somebody else's word of that workstation is kept. */
  readonly raiseAlarm: (scope: DataScope, row: AlarmRow) => Promise<void>;
  readonly noteMismatch: (scope: DataScope, row: MismatchRow) => Promise<void>;
  readonly noteMissing: (scope: DataScope, rows: readonly MissingRow[], at: number) => Promise<void>;
};

export function recoveryQueries(driver: SqlDriver): RecoveryStore {
  const migrate = openingOf({ role: "migrate" });
  return {
    epochs: () =>
      driver.transaction(openingOf({ role: "read" }), (sql) => sql.query<EpochRow>("SELECT n, epoch_id AS id FROM epoch UNION SELECT epoch_n, epoch_id FROM centre ORDER BY 1")),
    confirmEnd: ({ person, at, door }) =>
      driver.transaction(migrate, async (sql): Promise<Confirmation> => {
        const [may] = await sql.query("SELECT 1 AS may FROM person WHERE person_id = $1::uuid AND role = 'administrator' AND active UNION SELECT 1 FROM operator WHERE person_id = $1::uuid AND active", [person]);
        if (may === undefined) return "unknown";
        const [centre] = await sql.query<{ n: number; recovering: boolean }>("SELECT epoch_n AS n, recovering FROM centre FOR UPDATE");
        if (centre?.recovering !== true) return "none";
        const before = await sql.query<{ person: string }>("SELECT DISTINCT person_id AS person FROM recovery_event WHERE epoch_n = $1::int AND kind = 'confirmed'", [centre.n]);
        if (before.length >= 2) return "enough"; // a process that died between the second word and the end
        const isSame = before.some((one) => one.person === person);
        await sql.query("INSERT INTO recovery_event (epoch_n, at, kind, person_id, door) VALUES ($1::int, $2::bigint, $3, $4::uuid, $5)", [centre.n, at, isSame ? "refused" : "confirmed", person, door]);
        return isSame ? "same" : before.length === 0 ? "first" : "enough";
      }),
    endRecovery: ({ person, at, door }) =>
      driver.transaction(migrate, async (sql) => {
        const [ended] = await sql.query<{ n: number }>("UPDATE centre SET recovering = false WHERE recovering RETURNING epoch_n AS n");
        if (ended === undefined) return;
        await sql.query("INSERT INTO recovery_event (epoch_n, at, kind, person_id, door) VALUES ($1::int, $2::bigint, 'ended', $3::uuid, $4)", [ended.n, at, person, door]);
        await sql.query(ANNOUNCE);
      }),
    listWaitingFiles: () =>
      driver.transaction(openingOf({ role: "report" }), async (sql) =>
        (await sql.query<{ bank: string; branch: string; file: string; persons: string }>(`
          SELECT bank_id AS bank, branch_id AS branch, file_id AS file, json_agg(DISTINCT person_id)::text AS persons
          FROM reoffered WHERE outcome IS NULL GROUP BY bank_id, branch_id, file_id ORDER BY bank_id, file_id, branch_id`,
        )).map((row) => ({ ...row, persons: JSON.parse(row.persons) as readonly string[] }))), // written by json_agg
    raiseAlarm: (scope, { replica, epoch, kind, person, have, known, at }) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        if (kind === "feed-ahead") await sql.query(RAISE_FEED, [scope.bank, replica, epoch, person, have, known, at]);
        else await sql.query(RAISE_LINE, [scope.bank, replica, epoch, person, have, known, at, kind]);
      }).catch(tellOutOfScope),
    noteMismatch: (scope, row) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => void (await sql.query(
        `INSERT INTO replica_mismatch AS m (bank_id, replica_id, epoch, branch_id, person_id, files, n, times, first_at, last_at)
         VALUES ($1::uuid, $2::uuid, $3::int, $4::uuid, $5::uuid, $6::bigint, $7::bigint, 1, $8::bigint, $8::bigint)
         ON CONFLICT (bank_id, replica_id, epoch, branch_id) DO UPDATE SET files = excluded.files, n = excluded.n, times = m.times + 1, last_at = excluded.last_at`,
        [scope.bank, row.replica, row.epoch, row.branch, row.person, row.files, row.n, row.at],
      ))).catch(tellOutOfScope),
    noteMissing: (scope, rows, at) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => void (await sql.query(
        `INSERT INTO missing_file (bank_id, file_id, branch_id, version, number, told_at)
         SELECT $1::uuid, t.file, t.branch, t.version, t.number, $3::bigint FROM jsonb_to_recordset($2::jsonb) AS t (file uuid, branch uuid, version integer, number text)
         ON CONFLICT DO NOTHING`,
        [scope.bank, JSON.stringify(rows), at],
      ))),
  };
}

/** Of a workstation of which somebody else spoke first, nobody else speaks: her row is out of their reach. */
function tellOutOfScope(error: unknown): never {
  throw sqlState(error) === "42501" ? new OutOfScope("row-level security", { cause: error }) : error;
}

/** Every process reads the centre's row again. */
const ANNOUNCE = "SELECT pg_notify('guichet_news', json_build_object('epoch', epoch_n)::text) FROM centre";

const RAISE_LINE = `
  INSERT INTO replica_alarm AS a (bank_id, replica_id, epoch, kind, person_id, have, known, times, first_at, last_at)
  VALUES ($1::uuid, $2::uuid, $3::int, $8, $4::uuid, $5::bigint, $6::bigint, 1, $7::bigint, $7::bigint)
  ON CONFLICT (bank_id, replica_id, epoch, kind) DO UPDATE SET have = excluded.have, known = excluded.known, times = a.times + 1, last_at = excluded.last_at`;
const RAISE_FEED = `
  INSERT INTO feed_alarm AS a (bank_id, replica_id, epoch, person_id, have, known, times, first_at, last_at)
  VALUES ($1::uuid, $2::uuid, $3::int, $4::uuid, $5::bigint, $6::bigint, 1, $7::bigint, $7::bigint)
  ON CONFLICT (bank_id, replica_id, epoch) DO UPDATE SET have = excluded.have, known = excluded.known, times = a.times + 1, last_at = excluded.last_at`;
