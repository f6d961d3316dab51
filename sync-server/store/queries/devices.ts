import type { EraseMode } from "../../../shared/sync/device-messages.ts";
import type { ReleaseNote } from "../../../shared/sync/workstation-note.ts";
import { openingOf } from "../scope.ts";
import type { SqlClient, SqlDriver } from "../sql.ts";
import type { DataScope } from "../store.ts";
import type { TwoWord, TwoWordWrite } from "./two-words.ts";
import { settleOrAsk } from "./two-words.ts";

export type Approval = "waiting" | "approved" | "refused";
type Act = { readonly at: number; /** Undefined: at the server's own command. */ readonly by: string | undefined };
/** One workstation, as those who answer for it see it. */
export type DeviceRow = {
  readonly replica: string; readonly person: string; readonly name: string; /** Of the directory still. */ readonly active: boolean; readonly branches: readonly { readonly id: string; readonly name: string }[];
  readonly publicKey: string; readonly label: string; readonly enrolledAt: number; /** Its last push. */ readonly lastAt: number | undefined;
  readonly heard: Heard | undefined; readonly approval: ({ readonly is: Approval } & Act) | undefined; readonly revoked: Act | undefined;
  readonly erase: ({ readonly mode: EraseMode; readonly toldAt: number | undefined; readonly doneAt: number | undefined } & Act) | undefined;
  readonly word: TwoWord | undefined;
  /** Of those named above who are of the directory. */ readonly names: ReadonlyMap<string, string>;
};
/** A note without a version, or a count, leaves what was known of them; so do clock and disk. `release`: what it made of the release it was offered; listed elsewhere (releases.ts). */
export type Heard = { readonly at: number; readonly version: string | undefined; readonly waiting: number | undefined; readonly oldestAt: number | undefined; readonly clockOffMs?: number | undefined; readonly diskFreeMib?: number | undefined; readonly release?: ReleaseNote | undefined };
export type HeardOf = Heard & { readonly replica: string; readonly person: string };
/** What becomes of one workstation, in one transaction. */
export type DeviceChange = {
  readonly approval?: { readonly is: Approval; readonly at: number; readonly by: string | undefined };
  readonly revoke?: { readonly at: number; readonly by: string | undefined };
  readonly erase?: { readonly mode: EraseMode; readonly at: number; readonly by: string | undefined };
  readonly told?: { readonly at: number };
  readonly done?: { readonly at: number; readonly signature: string };
  readonly word?: TwoWordWrite;
};

/** Which workstations of a bank; nothing given: all of them. */
export type DevicesAsked = {
  readonly replica?: string | undefined; readonly handle?: string | undefined;
  /** Those of `person`, and of people all of whose branches are among `branches`. */
  readonly seenBy?: { readonly person: string; readonly branches: readonly string[] } | undefined;
  /** A page: those whose handle comes after it, so many at most. */
  readonly after?: string | undefined; readonly limit?: number | undefined;
};

export type DeviceStore = {
  /** In order of handle, which is that of nothing else. */
  readonly listDevices: (bank: string, asked?: DevicesAsked) => Promise<readonly DeviceRow[]>;
  /** Whether that person has a workstation that may work. */
  readonly hasWorkingDevice: (bank: string, person: string) => Promise<boolean>;
  /** `decide` sees it locked, as it is in that transaction. `scope.persons`: its owner, and who acts. Undefined where there is no such replica of the scope's persons. */
  readonly changeDevice: <T>(scope: DataScope, replica: string, decide: (now: DeviceRow) => { readonly change: DeviceChange; readonly answer: T }) => Promise<T | undefined>;
  /** Replicas of the scope's persons, each once; what is told of another's replica is passed over. */
  readonly noteHeard: (scope: DataScope, heard: readonly HeardOf[]) => Promise<void>;
};

type Row = {
  readonly replica_id: string; readonly person_id: string; readonly person_name: string; readonly active: boolean; readonly branches: string; readonly public_key: string; readonly label: string; readonly enrolled_at: number;
  readonly last_at: number | null; readonly revoked_at: number | null; readonly revoked_by: string | null; readonly approval: Approval | null; readonly approval_at: number | null; readonly approval_by: string | null;
  readonly heard_at: number | null; readonly version: string | null; readonly waiting: number | null; readonly oldest_at: number | null; readonly clock_off_ms: number | null; readonly disk_free_mib: number | null; readonly names: string;
  readonly erase: EraseMode | null; readonly erase_at: number | null; readonly erase_by: string | null; readonly told_at: number | null; readonly done_at: number | null;
  readonly word_id: string | null; readonly word_detail: string | null; readonly word_by: string | null; readonly word_at: number | null; readonly word_until: number | null;
};
const COLUMNS = "replica_id, person_id, person_name, active, branches, public_key, label, enrolled_at, last_at, revoked_at, revoked_by, approval, approval_at, approval_by, heard_at, version, waiting, oldest_at, clock_off_ms, disk_free_mib, erase, erase_at, erase_by, told_at, done_at, word_id, word_detail, word_by, word_at, word_until, names";
/** The same row for a transaction that writes, of its own persons. */
const LOCKED = `SELECT r.replica_id, r.person_id, p.name AS person_name, p.active, '[]' AS branches, r.public_key, r.device AS label, r.enrolled_at, NULL::bigint AS last_at, r.revoked_at, r.revoked_by,
    d.approval, d.approval_at, d.approval_by, d.heard_at, d.version, d.waiting, d.oldest_at, d.clock_off_ms, d.disk_free_mib, d.erase, d.erase_at, d.erase_by, d.told_at, d.done_at,
    w.word_id, w.detail AS word_detail, w.asked_by AS word_by, w.asked_at AS word_at, w.until AS word_until, '{}' AS names
  FROM replica r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id
  LEFT JOIN device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id
  LEFT JOIN two_word w ON w.bank_id = r.bank_id AND w.kind = 'device' AND w.subject = r.replica_id AND w.settled IS NULL
  WHERE r.bank_id = $1::uuid AND r.replica_id = $2::uuid FOR UPDATE OF r`;
const MADE = `INSERT INTO device (bank_id, replica_id, person_id) SELECT bank_id, replica_id, person_id FROM replica WHERE bank_id = $1::uuid AND replica_id = $2::uuid ON CONFLICT DO NOTHING`;

export function deviceQueries(driver: SqlDriver): DeviceStore {
  const reading = <T>(bank: string, work: (sql: SqlClient) => Promise<T>): Promise<T> => driver.transaction(openingOf({ role: "read", bank, branches: [], persons: [] }), work);
  return {
    listDevices: (bank, { replica, handle, seenBy, after, limit } = {}) =>
      reading(bank, async (sql) => (await sql.query<Row>(
        `SELECT ${COLUMNS} FROM bank_fleet($1::uuid, $2, $3::uuid, $4::uuid[], $5, $6::integer) ORDER BY handle COLLATE "C"`,
        [replica ?? null, handle ?? null, seenBy?.person ?? null, seenBy === undefined ? null : `{${seenBy.branches.join(",")}}`, after ?? null, limit ?? null],
      )).map(toRow)),
    hasWorkingDevice: (bank, person) =>
      reading(bank, async (sql) => (await sql.query("SELECT 1 AS n FROM bank_fleet(NULL, NULL, $1::uuid, '{}', NULL, NULL) WHERE revoked_at IS NULL AND coalesce(approval, 'approved') = 'approved' LIMIT 1", [person])).length > 0),
    changeDevice: (scope, replica, decide) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => {
        const [row] = await sql.query<Row>(LOCKED, [scope.bank, replica]);
        if (row === undefined) return undefined;
        const { change, answer } = decide(toRow(row));
        await write(sql, scope.bank, replica, change);
        return answer;
      }),
    noteHeard: (scope, heard) =>
      driver.transaction(openingOf({ role: "write", ...scope }), async (sql) => void (await sql.query(
        `INSERT INTO device AS d (bank_id, replica_id, person_id, heard_at, version, version_at, waiting, oldest_at, clock_off_ms, disk_free_mib, channel, offered, offered_at, staging, offer)
         SELECT $1::uuid, r.replica_id, r.person_id, t.at, t.version, CASE WHEN t.version IS NOT NULL THEN t.at END, t.waiting, t."oldestAt", t."clockOffMs", t."diskFreeMib", t.release->>'channel', t.release->>'version', (t.release->>'issuedAt')::bigint, (t.release->>'staging')::int, t.release->>'is'
         FROM jsonb_to_recordset($2::jsonb) AS t (replica uuid, person uuid, at bigint, version text, waiting bigint, "oldestAt" bigint, "clockOffMs" bigint, "diskFreeMib" bigint, release jsonb) JOIN replica r ON r.bank_id = $1::uuid AND r.replica_id = t.replica AND r.person_id = t.person
         ON CONFLICT (bank_id, replica_id) DO UPDATE SET heard_at = excluded.heard_at, version = coalesce(excluded.version, d.version), version_at = CASE WHEN excluded.version IS DISTINCT FROM d.version AND excluded.version IS NOT NULL THEN excluded.version_at ELSE d.version_at END,
           waiting = coalesce(excluded.waiting, d.waiting), oldest_at = CASE WHEN excluded.waiting IS NULL THEN d.oldest_at ELSE excluded.oldest_at END,
           clock_off_ms = coalesce(excluded.clock_off_ms, d.clock_off_ms), disk_free_mib = coalesce(excluded.disk_free_mib, d.disk_free_mib),
           channel = coalesce(excluded.channel, d.channel), offered = coalesce(excluded.offered, d.offered), offered_at = coalesce(excluded.offered_at, d.offered_at), staging = coalesce(excluded.staging, d.staging), offer = coalesce(excluded.offer, d.offer)`,
        [scope.bank, JSON.stringify(heard)],
      ))),
  };
}

async function write(sql: SqlClient, bank: string, replica: string, { approval, revoke, erase, told, done, word }: DeviceChange): Promise<void> {
  const set = async (assignments: string, values: readonly (string | number | null)[]): Promise<void> => {
    await sql.query(MADE, [bank, replica]);
    await sql.query(`UPDATE device SET ${assignments} WHERE bank_id = $1::uuid AND replica_id = $2::uuid`, [bank, replica, ...values]);
  };
  if (word !== undefined) await settleOrAsk(sql, bank, { kind: "device", subject: replica }, word);
  if (approval !== undefined) await set("approval = $3, approval_at = $4::bigint, approval_by = $5::uuid", [approval.is, approval.at, approval.by ?? null]);
  if (revoke !== undefined) await sql.query("UPDATE replica SET revoked_at = $3::bigint, revoked_by = $4::uuid WHERE bank_id = $1::uuid AND replica_id = $2::uuid AND revoked_at IS NULL", [bank, replica, revoke.at, revoke.by ?? null]);
  if (erase !== undefined) await set("erase = $3, erase_at = $4::bigint, erase_by = $5::uuid", [erase.mode, erase.at, erase.by ?? null]);
  if (told !== undefined) await set("told_at = coalesce(told_at, $3::bigint)", [told.at]);
  if (done !== undefined) await set("done_at = $3::bigint, done_signature = $4", [done.at, done.signature]);
}

function toRow(row: Row): DeviceRow {
  const act = (at: number | null, by: string | null): Act | undefined => (at === null ? undefined : { at, by: by ?? undefined });
  const [decided, revoked, ordered] = [act(row.approval_at, row.approval_by), act(row.revoked_at, row.revoked_by), act(row.erase_at, row.erase_by)];
  return {
    replica: row.replica_id, person: row.person_id, name: row.person_name, active: row.active, branches: JSON.parse(row.branches) as DeviceRow["branches"], // by our own function
    publicKey: row.public_key, label: row.label, enrolledAt: row.enrolled_at, lastAt: row.last_at ?? undefined,
    heard: row.heard_at === null ? undefined : { at: row.heard_at, version: row.version ?? undefined, waiting: row.waiting ?? undefined, oldestAt: row.oldest_at ?? undefined, clockOffMs: row.clock_off_ms ?? undefined, diskFreeMib: row.disk_free_mib ?? undefined },
    approval: row.approval === null ? undefined : { is: row.approval, at: decided?.at ?? row.enrolled_at, by: decided?.by },
    revoked, erase: row.erase === null || ordered === undefined ? undefined : { mode: row.erase, ...ordered, toldAt: row.told_at ?? undefined, doneAt: row.done_at ?? undefined },
    word: row.word_id === null ? undefined : { id: row.word_id, detail: row.word_detail ?? "", by: row.word_by ?? "", at: row.word_at ?? 0, until: row.word_until ?? 0 },
    names: new Map(Object.entries(JSON.parse(row.names) as { readonly [person: string]: string })), // by our own function
  };
}
