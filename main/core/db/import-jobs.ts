import { z } from "zod";
import type { ColumnTarget, ImportCounts, RowOutcome } from "../../../shared/bridge/import-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { Cell } from "../tables/table.ts";
import type { Query, ReadableDb, WritableDb } from "./connection.ts";
import { sql } from "./sql.ts";
import { blobToUuid, uuidToBlob } from "./uuid-blob.ts";

export type JobState = "reading" | "mapping" | "running" | "stopped" | "done";
export type ImportJob = {
  readonly id: number;
  readonly digest: Uint8Array;
  readonly name: string;
  readonly format: "csv" | "xlsx";
  readonly sheet: { readonly name: string; readonly others: number } | undefined;
  readonly epoch1904: boolean;
  readonly titles: readonly string[];
  readonly targets: readonly (ColumnTarget | undefined)[];
  readonly remembered: boolean;
  readonly state: JobState;
};
export type ImportRow = {
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly outcome: RowOutcome | undefined;
  /** Columns of which the cell was corrected since the row was found faulty. */
  readonly mended: readonly number[];
  readonly forced: boolean;
  readonly file: FileId | undefined;
  readonly firstLine: number | undefined;
};

type JobRow = { readonly id: number; readonly digest: Uint8Array; readonly name: string; readonly format: "csv" | "xlsx"; readonly sheet: string | null; readonly epoch1904: number; readonly titles: string; readonly targets: string; readonly remembered: number; readonly state: JobState };
const sheetSchema = z.object({ name: z.string(), others: z.number() });
const titlesSchema = z.array(z.string());
const targetsSchema = z.array(z.custom<ColumnTarget>((value) => typeof value === "string").nullable());
const readTargets = (text: string): readonly (ColumnTarget | undefined)[] => targetsSchema.parse(JSON.parse(text)).map((target) => target ?? undefined);
const targetsText = (targets: readonly (ColumnTarget | undefined)[]): string => JSON.stringify(targets.map((target) => target ?? null));

/** The one import of this profile. */
export function findJob(db: ReadableDb): ImportJob | undefined {
  const row = db.get<JobRow>(sql`SELECT id, digest, name, format, sheet, epoch1904, titles, targets, remembered, state FROM import_job ORDER BY id DESC LIMIT 1`);
  return row === undefined ? undefined : {
    id: row.id, digest: row.digest, name: row.name, format: row.format, sheet: row.sheet === null ? undefined : sheetSchema.parse(JSON.parse(row.sheet)), epoch1904: row.epoch1904 === 1,
    titles: titlesSchema.parse(JSON.parse(row.titles)), targets: readTargets(row.targets), remembered: row.remembered === 1, state: row.state,
  };
}

export function insertJob(db: WritableDb, job: Omit<ImportJob, "id" | "state">): number {
  const sheet = job.sheet === undefined ? undefined : JSON.stringify(job.sheet);
  const made = db.get<{ id: number }>(sql`
    INSERT INTO import_job (digest, name, format, sheet, epoch1904, titles, targets, remembered, state)
    VALUES (${job.digest}, ${job.name}, ${job.format}, ${sheet}, ${job.epoch1904 ? 1 : 0}, ${JSON.stringify(job.titles)}, ${targetsText(job.targets)}, ${job.remembered ? 1 : 0}, 'reading')
    RETURNING id`);
  if (made === undefined) throw new Error("a job that was not made");
  return made.id;
}

export const setJobState = (db: WritableDb, job: number, state: JobState): void => void db.run(sql`UPDATE import_job SET state = ${state} WHERE id = ${job}`);
export const setJobTargets = (db: WritableDb, job: number, targets: ImportJob["targets"]): void => void db.run(sql`UPDATE import_job SET targets = ${targetsText(targets)} WHERE id = ${job}`);

/** Forgets every import, its rows included. */
export function dropJobs(db: WritableDb): void {
  db.run(sql`DELETE FROM import_row`);
  db.run(sql`DELETE FROM import_job`);
}

export function insertRow(db: WritableDb, job: number, line: number, cells: readonly Cell[]): void {
  db.run(sql`INSERT INTO import_row (job, line, cells) VALUES (${job}, ${line}, ${JSON.stringify(cells)})`);
}

type RowRow = { readonly line: number; readonly cells: string; readonly outcome: RowOutcome | null; readonly mended: string | null; readonly forced: number; readonly file: Uint8Array | null; readonly first_line: number | null };
const ROW = sql`line, cells, outcome, mended, forced, file, first_line`;
const cellSchema = z.union([z.string(), z.object({ number: z.string(), percent: z.literal(true).optional() }), z.object({ date: z.string() }), z.object({ boolean: z.boolean() }), z.object({ error: z.string() })]);
const cellsSchema = z.array(cellSchema) as z.ZodType<readonly Cell[]>;
const columnsSchema = z.array(z.number());
const toRow = (row: RowRow): ImportRow => ({
  line: row.line, cells: cellsSchema.parse(JSON.parse(row.cells)), outcome: row.outcome ?? undefined, mended: row.mended === null ? [] : columnsSchema.parse(JSON.parse(row.mended)),
  forced: row.forced === 1, file: row.file === null ? undefined : blobToUuid<FileId>(row.file), firstLine: row.first_line ?? undefined,
});

export const findImportRow = (db: ReadableDb, job: number, line: number): ImportRow | undefined => db.all<RowRow>(sql`SELECT ${ROW} FROM import_row WHERE job = ${job} AND line = ${line}`).map(toRow)[0];
export const listFirstRows = (db: ReadableDb, job: number, limit: number): readonly ImportRow[] => db.all<RowRow>(sql`SELECT ${ROW} FROM import_row WHERE job = ${job} ORDER BY line LIMIT ${limit}`).map(toRow);
/** What has no outcome yet, in order. */
export const listLeft = (db: ReadableDb, job: number, limit: number): readonly ImportRow[] =>
  db.all<RowRow>(sql`SELECT ${ROW} FROM import_row WHERE job = ${job} AND outcome IS NULL ORDER BY line LIMIT ${limit}`).map(toRow);

/** Rows of these outcomes, or those taken with a notice. */
export type RowPart = { readonly outcomes: readonly RowOutcome[] } | "noticed";
const partOf = (job: number, part: RowPart): Query => (part === "noticed" ? sql`job = ${job} AND outcome = 'taken' AND noticed > 0` : sql`job = ${job} AND outcome IN (${sql.values(part.outcomes)})`);
export const countPart = (db: ReadableDb, job: number, part: RowPart): number => db.get<{ total: number }>(sql`SELECT count(*) AS total FROM import_row WHERE ${partOf(job, part)}`)?.total ?? 0;
export const listPart = (db: ReadableDb, job: number, part: RowPart, offset: number, limit: number): readonly ImportRow[] =>
  db.all<RowRow>(sql`SELECT ${ROW} FROM import_row WHERE ${partOf(job, part)} ORDER BY line LIMIT ${limit} OFFSET ${offset}`).map(toRow);

export type Outcome = { readonly outcome: RowOutcome; readonly noticed?: boolean; readonly file?: FileId; readonly firstLine?: number };
export function setOutcome(db: WritableDb, job: number, line: number, { outcome, noticed = false, file, firstLine }: Outcome): void {
  db.run(sql`UPDATE import_row SET outcome = ${outcome}, noticed = ${noticed ? 1 : 0}, file = ${file === undefined ? undefined : uuidToBlob(file)}, first_line = ${firstLine}, mended = NULL WHERE job = ${job} AND line = ${line}`);
}

export function mendRow(db: WritableDb, job: number, { line, cells, mended }: Pick<ImportRow, "line" | "cells" | "mended">): void {
  db.run(sql`UPDATE import_row SET cells = ${JSON.stringify(cells)}, mended = ${JSON.stringify(mended)} WHERE job = ${job} AND line = ${line}`);
}

/** Gives rows back to the run: those that were corrected, or those that the person wants although they were known. Answers how many. */
export const giveBack = (db: WritableDb, job: number, what: "mended" | "changed"): number =>
  db.run(what === "mended" ? sql`UPDATE import_row SET outcome = NULL WHERE job = ${job} AND outcome = 'faulty' AND mended IS NOT NULL` : sql`UPDATE import_row SET outcome = NULL, forced = 1 WHERE job = ${job} AND outcome = 'changed'`).changes;

export type JobCounts = { readonly rows: number; readonly left: number; readonly mended: number; readonly counts: ImportCounts };
export function countRows(db: ReadableDb, job: number): JobCounts {
  const found = db.all<{ outcome: RowOutcome | null; n: number; noticed: number; mended: number }>(sql`
    SELECT outcome, count(*) AS n, sum(noticed) AS noticed, sum(mended IS NOT NULL) AS mended FROM import_row WHERE job = ${job} GROUP BY outcome`);
  const of = (outcome: RowOutcome): number => found.find((row) => row.outcome === outcome)?.n ?? 0;
  return {
    rows: found.reduce((sum, { n }) => sum + n, 0), left: found.find(({ outcome }) => outcome === null)?.n ?? 0, mended: found.find(({ outcome }) => outcome === "faulty")?.mended ?? 0,
    counts: { taken: of("taken"), faulty: of("faulty"), known: of("known"), changed: of("changed"), doubled: of("doubled"), empty: of("empty"), noticed: found.find(({ outcome }) => outcome === "taken")?.noticed ?? 0 },
  };
}

/** Where columns of these titles went the last time, by title. */
export function findMapping(db: ReadableDb, titles: string): Readonly<Record<string, ColumnTarget | null>> | undefined {
  const row = db.get<{ targets: string }>(sql`SELECT targets FROM import_mapping WHERE titles = ${titles}`);
  return row === undefined ? undefined : z.record(z.string(), z.custom<ColumnTarget>((value) => typeof value === "string").nullable()).parse(JSON.parse(row.targets));
}
export function putMapping(db: WritableDb, titles: string, targets: Readonly<Record<string, ColumnTarget | null>>): void {
  db.run(sql`INSERT INTO import_mapping (titles, targets) VALUES (${titles}, ${JSON.stringify(targets)}) ON CONFLICT (titles) DO UPDATE SET targets = excluded.targets`);
}
