import { ENDED_STATUSES } from "../../../shared/bridge/row-statuses.ts";
import type { InboxKind } from "../../../shared/bridge/inbox-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { TRAINING_SIREN } from "../../../shared/pge/training-company.ts";
import type { Query, ReadableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid } from "./uuid-blob.ts";

/** A file that needs its person, before anything of it is read: enough to count and to order. */
export type InboxRow = { readonly kind: InboxKind; readonly file: FileId; readonly other: FileId | undefined; readonly since: number | undefined; readonly count: number };
export type InboxAsked = {
  readonly me: string;
  /** She answers for her branches: of what needs somebody in a file of theirs, whoever follows it, she is told too. */
  readonly answers: boolean;
  /** Numbers given up to that moment are told of, where nobody uses them; undefined: none, for the centre takes none back. UTC ms. */
  readonly expiringUpTo: number | undefined;
  /** Schemes that only a withdrawn version of the rules has. */
  readonly goneSchemes: readonly string[];
  /** What is on this computer only since before, or since later than `ahead` (the clock went back), is told. UTC ms. */
  readonly oldBefore: number;
  readonly ahead: number;
  /** Of one kind. */
  readonly limit: number;
};

// CROSS JOIN: SQLite has no statistics here, and we know which side is small.
const NOT_TAKEN = sql`outbox.outcome IN ('refused', 'skipped')`;
const UNRESOLVED = sql`${NOT_TAKEN} AND outbox.resolved_at IS NULL`;
const NOT_ASIDE = sql`NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.subject = outbox.change_id)`;
const NOT_GIVEN_UP = sql`NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.subject = outbox.change_id AND set_aside.how = 'given-up')`;
const IS_AWAY = sql`NOT EXISTS (SELECT 1 FROM file_row WHERE file_row.file = outbox.file) AND NOT EXISTS (SELECT 1 FROM file_truth WHERE file_truth.file = outbox.file)`;
/** A small part of the line, by its own index; the two never hold the same row. */
const openParts = (condition: Query): Query => sql`
  SELECT file, made_at FROM outbox WHERE ${UNRESOLVED} AND ${condition}
  UNION ALL SELECT file, made_at FROM outbox WHERE closed = 1 AND resolved_at IS NOT NULL AND ${condition}`;

/** Who follows the file, and who answers for its branch. */
const isTold = ({ me, answers }: InboxAsked): Query => sql`(advisor = ${me} OR ${answers ? 1 : 0})`;

/** Whose scheme may still be chosen anew. */
const GONE_STATUSES = ["draft", "incomplete", "ready", "waiting"] as const;

/** One question a kind, each over an index that holds little else than its answer. What is asked: file, other, since, count. */
const QUESTIONS: { readonly [K in InboxKind]?: (asked: InboxAsked) => Query } = {
  refused: () => sql`SELECT file, NULL AS other, updated_at AS since, 1 AS n FROM file_row WHERE status = 'refused'`,
  conflict: () => sql`SELECT file, NULL AS other, updated_at AS since, 1 AS n FROM file_row WHERE status = 'to-settle'`,
  // What waits for a mending is told as that, and not a second time for its age.
  "here-old": ({ oldBefore, ahead }) => sql`
    SELECT file, NULL AS other, here_since AS since, here_changes AS n FROM file_row
    WHERE here_since IS NOT NULL AND (here_since <= ${oldBefore} OR here_since > ${ahead}) AND +status NOT IN ('refused', 'to-settle')
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.file = file_row.file AND ${UNRESOLVED})`,
  "left-work": () => sql`SELECT file, NULL AS other, min(made_at) AS since, count(*) AS n FROM (${openParts(sql`${IS_AWAY} AND ${NOT_GIVEN_UP}`)}) GROUP BY file`,
  "lost-file": () => sql`
    SELECT file, NULL AS other, NULL AS since, 1 AS n FROM file_truth
    WHERE stale > 1 AND left_at IS NULL AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.subject = file_truth.file)`,
  "held-back": () => sql`
    SELECT outbox.file AS file, NULL AS other, min(outbox.made_at) AS since, count(*) AS n FROM outbox CROSS JOIN file_row ON file_row.file = outbox.file
    WHERE ${UNRESOLVED} AND NOT (outbox.kind = 'attached' AND outbox.outcome = 'refused') AND file_row.number IS NULL AND file_row.status NOT IN ('refused', 'to-settle', ${sql.values(ENDED_STATUSES)})
    GROUP BY outbox.file`,
  document: () => sql`
    SELECT file, NULL AS other, max(since) AS since, count(*) AS n FROM (
      SELECT outbox.file AS file, outbox.made_at AS since FROM outbox CROSS JOIN file_row ON file_row.file = outbox.file WHERE ${UNRESOLVED} AND outbox.kind = 'attached' AND outbox.outcome = 'refused'
      UNION ALL SELECT document.file, NULL FROM document CROSS JOIN file_row ON file_row.file = document.file
        WHERE document.direction = 'up' AND document.stopped = 1
          AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.file = document.file AND ${UNRESOLVED} AND outbox.kind = 'attached' AND json_extract(outbox.body, '$.document') = document.document)
    ) GROUP BY file`,
  duplicate: ({ me }) => sql`
    SELECT mine.file AS file, other.file AS other, max(mine.created_at, other.created_at) AS since, 1 AS n
    FROM doubled_siren CROSS JOIN file_row AS mine ON mine.siren = doubled_siren.siren AND mine.siren <> '' AND mine.siren <> ${TRAINING_SIREN} CROSS JOIN file_row AS other ON other.siren = doubled_siren.siren AND other.siren <> ''
    WHERE mine.number IS NULL AND mine.status NOT IN (${sql.values(ENDED_STATUSES)}) AND other.status NOT IN (${sql.values(ENDED_STATUSES)}) AND mine.id <> other.id
      AND (mine.advisor = ${me} OR other.advisor = ${me})
      AND (other.number IS NOT NULL OR (mine.advisor = ${me} AND other.advisor <> ${me}) OR ((mine.advisor = ${me}) = (other.advisor = ${me}) AND mine.file > other.file))
      AND NOT EXISTS (SELECT 1 FROM distinct_pair WHERE distinct_pair.first = min(mine.file, other.file) AND distinct_pair.second = max(mine.file, other.file))`,
  amendment: () => sql`
    SELECT file, NULL AS other, min(made_at) AS since, count(*) AS n FROM (
      SELECT outbox.file AS file, outbox.made_at AS made_at FROM outbox CROSS JOIN file_row ON file_row.file = outbox.file
      WHERE outbox.closed = 1 AND outbox.kind IN ('created', 'edited') AND ${NOT_ASIDE}
      UNION ALL SELECT outbox.file, outbox.made_at FROM outbox CROSS JOIN file_row ON file_row.file = outbox.file
      WHERE ${UNRESOLVED} AND outbox.closed = 0 AND outbox.kind IN ('created', 'edited') AND (file_row.number IS NOT NULL OR file_row.status IN (${sql.values(ENDED_STATUSES)})) AND ${NOT_ASIDE}
    ) GROUP BY file`,
  "centre-act": (asked) => sql`
    SELECT file, NULL AS other, acted_at AS since, 1 AS n FROM file_row
    WHERE acted_at IS NOT NULL AND ${isTold(asked)} AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.subject = file_row.act)`,
  expiring: (asked) => sql`
    SELECT file, NULL AS other, reserved_at AS since, 1 AS n FROM file_row WHERE reserved_at IS NOT NULL AND reserved_at <= ${asked.expiringUpTo ?? Number.MIN_SAFE_INTEGER} AND ${isTold(asked)}`,
  // Mended or given up, it leaves by itself. What the centre refused is told as that.
  "scheme-gone": (asked) => sql`
    SELECT file, NULL AS other, updated_at AS since, 1 AS n FROM file_row
    WHERE scheme NOT IN ('CLASSIQUE', 'SAISON', 'AERO', 'RESILIENCE') AND +status IN (${sql.values(GONE_STATUSES)}) AND scheme IN (${sql.values(asked.goneSchemes.length === 0 ? [""] : asked.goneSchemes)}) AND ${isTold(asked)}`,
};

type Row = { readonly file: Uint8Array; readonly other: Uint8Array | null; readonly since: number | null; readonly n: number };

/** Everything about files that needs a person, in no order; up to `limit` of each kind. */
export function listInboxRows(db: ReadableDb, asked: InboxAsked): readonly InboxRow[] {
  const rows: InboxRow[] = [];
  for (const [kind, question] of Object.entries(QUESTIONS)) {
    const found = db.all<Row>(sql`${question(asked)} LIMIT ${asked.limit}`);
    // The gate: the keys of the table above.
    rows.push(...found.map((row) => ({ kind: kind as InboxKind, file: blobToUuid<FileId>(row.file), other: row.other === null ? undefined : blobToUuid<FileId>(row.other), since: row.since ?? undefined, count: row.n })));
  }
  return rows;
}

/** The latest instant that this computer wrote beside work that is here only: later than now, the clock went back. */
export const findLatestHere = (db: ReadableDb): number | undefined => db.get<{ latest: number | null }>(sql`SELECT max(here_since) AS latest FROM file_row WHERE here_since IS NOT NULL`)?.latest ?? undefined;

export const findInboxQuestion = (kind: InboxKind, asked: InboxAsked): Query | undefined => QUESTIONS[kind]?.(asked);
