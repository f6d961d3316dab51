import type { CentreId } from "../../../shared/kernel/ids.ts";
import { FORMAT, type History, type Link } from "../../../shared/evidence/format.ts";
import { unknownVersions } from "../../../shared/evidence/replay.ts";
import type { HistoryAnswer } from "../../../shared/sync/history-messages.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listAnsweredOfFile, listHeads } from "../db/evidence-rows.ts";
import type { FileTruth } from "../db/file-truth.ts";

/** A file's state in its exact text, and how it was made, as far as that is known. */
export type Gathered = { readonly state: string; readonly history: History };
type Known = Pick<History, "keys"> & { readonly centre: CentreId };

/** As the centre told and signed it. */
export function historyOfCentre({ keys, centre }: Known, { statement, state, changes, links, pushes }: HistoryAnswer): Gathered {
  const kept = changes.map(({ replica, seq, hash, head, body, salt, verdict }) => ({
    replica, seq, hash, ...(head === undefined ? {} : { head }), ...(body === undefined ? {} : { body }), ...(salt === undefined ? {} : { salt }), verdict,
  }));
  return { state, history: { format: FORMAT, source: "centre", centre, keys, statement, changes: kept, links, pushes, unknownVersions: unknownVersions(kept, versionIn(state)) } };
}

/** Longer lines are chained no further: the archive says that the chain does not reach. */
const MOST_LINKS = 5_000;

/** As this computer knows it: the own changes of the last ninety days, and what the centre last told the file to be. Colleagues' changes never come here. */
export function historyFromHere({ keys, centre }: Known, read: ReadableDb, truth: FileTruth): Gathered {
  const changes = listAnsweredOfFile(read, truth.file);
  return { state: truth.state, history: { format: FORMAT, source: "workstation", centre, keys, changes, links: linksBetween(read, changes), pushes: [], unknownVersions: unknownVersions(changes, truth.version) } };
}

/** Heads of other files of the own line between the first and the last change of this one: the chain goes through them. */
function linksBetween(read: ReadableDb, changes: ReturnType<typeof listAnsweredOfFile>): readonly Link[] {
  const last = changes.at(-1);
  const own = changes.filter(({ replica }) => replica === last?.replica);
  const first = own[0];
  if (last === undefined || first === undefined) return [];
  const listed = new Set(own.map(({ seq }) => seq));
  return listHeads(read, first.seq, last.seq, MOST_LINKS).filter(({ seq }) => !listed.has(seq)).map(({ seq, head }) => ({ replica: last.replica, seq, head }));
}

function versionIn(state: string): number {
  const read = parseFileState(state);
  return read.ok ? read.value.version : 0;
}
