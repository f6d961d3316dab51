import { z } from "zod";
import { bodyHashOf, CHANGE_KINDS, changeHashOf, headSchema } from "../../../shared/sync/change.ts";
import { firstVerdictSchema } from "../../../shared/sync/protocol.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import { type Intention } from "../../../shared/sync/seal.ts";
import { id, type BranchId, type ChangeId, type FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { CodedFailure, type ReadableDb } from "../db/connection.ts";
import type { Salvage } from "../db/open-salvage.ts";
import { CLOSING_CODES } from "../db/outbox.ts";
import { findReplica, type Replica } from "../db/replica.ts";
import { findSetting, type SettingName } from "../db/settings.ts";
import { sql } from "../db/sql.ts";
import { blobToUuid } from "../db/uuid-blob.ts";
import { sha256 } from "./open-desk.ts";

/** What is needed to go on under a new replica, and the work that only this computer had. */
export type Rescued = {
  readonly bank: Replica["bank"];
  readonly owner: Replica["owner"];
  readonly settings: ReadonlyMap<SettingName, string>;
  /** In order of the line, each proved by its own hashes: not answered by the centre, refused or skipped and not yet mended, or proposed to a closed file. */
  readonly intentions: readonly Intention[];
  readonly newFiles: readonly z.infer<typeof newFileRow>[];
  readonly typed: readonly z.infer<typeof typedRow>[];
  /** Keys of contents on this disk: without them documents that only this computer had would be lost. */
  readonly documents: readonly z.infer<typeof documentRow>[];
  /** What the person saw or gave up, which files she said are two requests, and whose work in files that left is. */
  readonly marks: InboxMarks;
  /** Rows that could not be read, or not be proved. */
  readonly lost: number;
};

const KEPT_SETTINGS: readonly SettingName[] = ["hello", "me", "tokens", "businessDate", "centre", "epoch",
  "bankPolicy"];
const bytes = z.instanceof(Uint8Array);
const changeRow = z.object({ head: z.string(), body: z.string(), salt: z.string(), hash: z.string(), outcome: z.string().nullable(), verdict: z.string().nullable(), resolved_at: z.number().nullable() });
const newFileRow = z.object({ file: bytes, branch: bytes, created_at: z.number() });
const documentRow = z.object({
  file: bytes, document: z.string(), size: z.number(), store_name: z.string(), content_key: bytes, here: z.number(), whole: z.number(), direction: z.enum(["up", "down"]).nullable(),
});
const asideRow = z.object({ subject: bytes, file: bytes, how: z.enum(["seen", "given-up"]), marked_by: z.string(), marked_at: z.number(), held: z.string().nullable() });
const pairRow = z.object({ first: bytes, second: bytes, marked_by: z.string(), marked_at: z.number() });
const leftRow = z.object({ file: bytes, name: z.string(), siren: z.string() });
const importedRow = z.object({ content: bytes, subject: bytes.nullable(), file: bytes, line: z.number() });
export type InboxMarks = { readonly asides: readonly z.infer<typeof asideRow>[]; readonly pairs: readonly z.infer<typeof pairRow>[]; readonly left: readonly z.infer<typeof leftRow>[]; /** What rows of tables were made into, so that importing them again makes nothing. */ readonly imported: readonly z.infer<typeof importedRow>[] };
const typedRow = z.object({ file: bytes, field: z.string(), from_value: z.string(), value: z.string(), base: z.number(), saved_at: z.number() });

/** Undefined when not even whose database it was can be read. */
export function rescueWork({ read, found, witnessed }: Pick<Salvage, "read" | "found" | "witnessed">): Rescued | undefined {
  const replica = tryTo(() => findReplica(read));
  const settings = new Map(KEPT_SETTINGS.flatMap((name) => {
    const value = tryTo(() => findSetting(read, name));
    return value === undefined ? [] : [[name, value] as const];
  }));
  if (replica === undefined || (["hello", "me", "centre", "epoch"] as const).some((name) => !settings.has(name))) return undefined;
  const lastSeq = Math.max(found?.line.seq ?? 0, witnessed?.line.seq ?? 0);
  const changes = readEach(lastSeq, changeRow, (seq) => read.get(sql`SELECT head, body, salt, hash, outcome, verdict, resolved_at FROM outbox WHERE seq = ${seq}`));
  const proposed = findProposed(changes.rows);
  const asides = readEach(lastRow(read, "set_aside"), asideRow, (row) => read.get(sql`SELECT subject, file, how, marked_by, marked_at, held FROM set_aside WHERE id = ${row}`));
  const pairs = readEach(lastRow(read, "distinct_pair"), pairRow, (row) => read.get(sql`SELECT first, second, marked_by, marked_at FROM distinct_pair WHERE id = ${row}`));
  const left = readEach(lastRow(read, "left_file"), leftRow, (row) => read.get(sql`SELECT file, name, siren FROM left_file WHERE id = ${row}`));
  const imported = readEach(lastRow(read, "imported_row"), importedRow, (row) => read.get(sql`SELECT content, subject, file, line FROM imported_row WHERE id = ${row}`));
  const givenUp = new Set<string>(asides.rows.filter(({ how }) => how === "given-up").map(({ subject }) => blobToUuid<ChangeId>(subject)));
  const open = changes.rows.filter((row) => row.outcome === null || (row.outcome !== "accepted" && (row.resolved_at === null || proposed.has(row)) && !givenUp.has(tryToParse(headSchema, row.head)?.change ?? "")));
  const intentions = open.map(toIntention);
  const newFiles = readEach(lastRow(read, "working_file"), newFileRow, (row) => read.get(sql`SELECT file, branch, created_at FROM working_file WHERE id = ${row}`));
  const typed = readEach(lastRow(read, "working_field"), typedRow, (row) => read.get(sql`SELECT file, field, from_value, value, base, saved_at FROM working_field WHERE id = ${row}`));
  const documents = readEach(lastRow(read, "document"), documentRow, (row) => read.get(sql`SELECT file, document, size, store_name, content_key, here, whole, direction FROM document WHERE id = ${row}`));
  return {
    bank: replica.bank, owner: replica.owner, settings,
    intentions: intentions.filter((intention) => intention !== undefined), newFiles: newFiles.rows, typed: typed.rows, documents: documents.rows,
    marks: { asides: asides.rows, pairs: pairs.rows, left: left.rows, imported: imported.rows },
    lost: imported.lost + asides.lost + pairs.lost + left.lost + changes.lost + intentions.filter((intention) => intention === undefined).length + newFiles.lost + typed.lost + documents.lost,
  };
}

/** What a closed file refused, and what was skipped behind that: it waits for nobody, and is nowhere but here. Refused again, it is proposed again. */
function findProposed(rows: readonly z.infer<typeof changeRow>[]): ReadonlySet<z.infer<typeof changeRow>> {
  const causes = new Set<string>();
  return new Set(rows.filter(({ head, verdict }) => {
    const read = tryToParse(headSchema, head);
    const answer = tryToParse(firstVerdictSchema, verdict ?? "null");
    if (read === undefined || answer === undefined || answer.kind === "accepted") return false;
    const isProposed = answer.kind === "refused" ? CLOSING_CODES.has(answer.code) : causes.has(answer.cause);
    if (isProposed) causes.add(read.change);
    return isProposed;
  }));
}

function tryToParse<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The change as it was meant, when its texts are what their hashes say. */
function toIntention({ head: text, body, salt, hash }: z.infer<typeof changeRow>): Intention | undefined {
  try {
    const head = headSchema.parse(JSON.parse(text));
    const kind = CHANGE_KINDS.find((known) => known === head.kind);
    if (kind === undefined || changeHashOf(sha256, text) !== hash || bodyHashOf(sha256, salt, body) !== head.bodyHash) return undefined;
    const read = readBody(kind, JSON.parse(body));
    if (!read.ok) return undefined;
    const place = { change: id<ChangeId>(head.change), file: id<FileId>(head.file), branch: id<BranchId>(head.branch), base: head.base, madeAt: instant(head.madeAt) };
    return { ...read.value, ...place, ...(head.mends === undefined ? {} : { mends: id<ChangeId>(head.mends) }) };
  } catch {
    return undefined;
  }
}

/** Row by row, so that a spoilt page costs its own rows only. A row that is not there is none; one that cannot be read is lost. */
function readEach<T>(last: number, shape: z.ZodType<T>, readOne: (row: number) => unknown): { readonly rows: readonly T[]; readonly lost: number } {
  const rows: T[] = [];
  let lost = 0;
  for (let row = 1; row <= last; row += 1) {
    try {
      const value = readOne(row);
      if (value !== undefined) rows.push(shape.parse(value));
    } catch (error) {
      if (!(error instanceof CodedFailure) && !(error instanceof z.ZodError)) throw error;
      lost += 1;
    }
  }
  return { rows, lost };
}

/** A database of an older Guichet has no such table: nothing is there. */
const lastRow = (read: ReadableDb, table: "working_file" | "working_field" | "document" | "set_aside" | "distinct_pair" | "left_file" | "imported_row"): number =>
  tryTo(() => read.get(sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${table}`)) === undefined ? 0 : tryTo(() => read.get<{ last: number | null }>(sql`SELECT max(id) AS last FROM ${sql.identifier(table)}`)?.last ?? 0) ?? 0;

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CodedFailure) return undefined;
    throw error;
  }
}
