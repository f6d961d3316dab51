import type { FileId } from "../../../shared/kernel/ids.ts";
import { headSchema, type Head, type ChangeKind, CHANGE_KINDS } from "../../../shared/sync/change.ts";
import { firstVerdictSchema, type FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listHeardOfFile, type HeardRow } from "../db/heard.ts";
import { findTruth, type FileTruth } from "../db/file-truth.ts";
import { listLineOfFile, type LineRow } from "../db/outbox.ts";
import { findNewFile, listWorkingFields, type NewFile, type WorkingField } from "../db/working-copy.ts";

/** A change of this replica's own line, read back. */
export type OwnChange = {
  readonly seq: number;
  readonly head: Head & { readonly kind: ChangeKind };
  readonly body: unknown;
  readonly verdict: FirstVerdict | undefined;
  readonly answeredAt: number | undefined;
  readonly resolved: boolean;
  readonly isGivenUp: boolean;
};

/** A colleague's change, read back. `afterSeq` is where the own line stood when it was heard. */
export type HeardOne = { readonly head: Head & { readonly kind: ChangeKind }; readonly body: unknown; readonly heardAt: number; readonly afterSeq: number };

/** Everything this computer knows of one file, truth and pending work apart. */
export type FileKnown = {
  readonly file: FileId;
  /** Undefined when the centre never told of it; `readable` is undefined when a newer centre wrote it. */
  readonly truth: { readonly stored: FileTruth; readonly readable: FileState | undefined } | undefined;
  readonly newFile: NewFile | undefined;
  /** From colleagues' own workstations, not known to be at the centre. */
  readonly heard: readonly HeardOne[];
  readonly line: readonly OwnChange[];
  readonly working: readonly WorkingField[];
  /** Something that a newer Guichet sealed here waits in the line: this version cannot say what the file will be ([WS23]). */
  readonly isBeyond: boolean;
};

/** Undefined when nothing at all is known of the file. */
export function findKnown(db: ReadableDb, file: FileId): FileKnown | undefined {
  const stored = findTruth(db, file);
  const newFile = findNewFile(db, file);
  const rows = listLineOfFile(db, file, stored?.version ?? 0);
  const line = rows.flatMap(readOwnChange);
  const isBeyond = rows.some(({ kind, outcome }) => outcome === undefined && !CHANGE_KINDS.some((known) => known === kind));
  const working = listWorkingFields(db, file);
  const heard = listHeardOfFile(db, file).flatMap(readHeard);
  // An edit of a file that nobody made yet, as far as is known here, waits until its making is heard or told.
  const isMade = heard.some(({ head }) => head.kind === "created");
  const isGone = !isBeyond && line.every(makesNoFile);
  if (stored === undefined && newFile === undefined && isGone && working.length === 0 && !isMade) return undefined;
  const read = stored === undefined ? undefined : parseFileState(stored.state);
  return { file, heard, truth: stored === undefined ? undefined : { stored, readable: read?.ok === true ? read.value : undefined }, newFile, line, working, isBeyond };
}

/** Released when the file left this computer, or an entry in it that was not taken and waits for the file to come back. */
const makesNoFile = ({ verdict, resolved, head }: OwnChange): boolean => verdict !== undefined && (resolved || (verdict.kind !== "accepted" && head.kind !== "created"));

/** The version that an edit made now is over: the centre's, or the first one of a file whose making was only heard. */
export const versionSeen = ({ truth, heard }: FileKnown): number => truth?.stored.version ?? (heard.some(({ head }) => head.kind === "created") ? 1 : 0);

/** Checked when it was heard; a row that cannot be read is left out of the view. */
function readHeard({ head: text, body, heardAt, afterSeq }: HeardRow): readonly HeardOne[] {
  try {
    const head = headSchema.parse(JSON.parse(text));
    const kind = CHANGE_KINDS.find((known) => known === head.kind);
    return kind === undefined ? [] : [{ head: { ...head, kind }, body: JSON.parse(body), heardAt, afterSeq }];
  } catch {
    return [];
  }
}

/** Written by this program, so a row that cannot be read is damage: it is left out of the view, and the verification names it. */
export function readOwnChange(row: LineRow): readonly OwnChange[] {
  try {
    const head = headSchema.parse(JSON.parse(row.head));
    const kind = CHANGE_KINDS.find((known) => known === head.kind);
    const verdict = row.verdict === undefined ? undefined : firstVerdictSchema.parse(JSON.parse(row.verdict));
    if (kind === undefined) return [];
    const body: unknown = JSON.parse(row.body);
    return [{ seq: row.seq, head: { ...head, kind }, body, verdict, answeredAt: row.answeredAt, resolved: row.resolvedAt !== undefined, isGivenUp: row.isGivenUp }];
  } catch {
    return [];
  }
}
