import { id, type FileId } from "../../../shared/kernel/ids.ts";
import type { HeldFile } from "../../../shared/sync/buckets.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { FileTruth } from "../db/file-truth.ts";

/** What one page of the centre's list says of what is held here: to fetch anew, and held here only. */
export type PageVerdict =
  | { readonly kind: "mend"; readonly fetch: readonly FileId[]; readonly extra: readonly FileId[] }
  /** [SY63] The centre told of a later version, or of another state of the same one: it is behind itself. */
  | { readonly kind: "lost"; readonly have: number; readonly known: number };

/**
 * `held` are the files of these buckets here, `listed` those of the centre from `after` on (not included) to `until` (included; undefined: to the
 * end), both of the same place of the feed.
 */
export function judgePage(
  held: readonly HeldFile[], listed: readonly HeldFile[], { after, until }: { readonly after: string | undefined; readonly until: string | undefined }, isSound: (file: FileId) => boolean,
): PageVerdict {
  const within = held.filter(({ file }) => (after === undefined || file > after) && (until === undefined || file <= until));
  const own = new Map(within.map((one) => [one.file, one]));
  const fetch: FileId[] = [];
  for (const { file, version, hash } of listed) {
    const known = own.get(file);
    own.delete(file);
    if (known?.version === version && known.hash === hash) continue;
    if (known !== undefined && known.version >= version && isSound(id<FileId>(file))) return { kind: "lost", have: version, known: known.version };
    fetch.push(id<FileId>(file));
  }
  return { kind: "mend", fetch, extra: [...own.keys()].map((file) => id<FileId>(file)) };
}

/** Exactly as the centre once told it: its hash, its place and its version agree. What was damaged here does not. */
export function isSoundTruth(truth: FileTruth | undefined, sha256: (text: string) => string): boolean {
  if (truth === undefined || sha256(truth.state) !== truth.hash) return false;
  const state = parseFileState(truth.state);
  return state.ok ? state.value.file === truth.file && state.value.version === truth.version : state.error.type === "UnknownStatus";
}
