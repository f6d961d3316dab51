import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { MAX_SEGMENT_BYTES, parseSegmentName } from "../../../shared/sync/segment.ts";
import { readSegment, type HeardSegment, type Ignored, type SegmentContext } from "./read-segment.ts";

export type Scanner = {
  /** Every file of a colleague that was not taken yet, one at a time; `take` says whether it was kept. Nothing in a folder makes it throw. */
  readonly scan: (dir: string, names: readonly string[], context: SegmentContext, take: (heard: HeardSegment) => "taken" | "fork") => Promise<void>;
  /** Files left alone, by reason. */
  readonly ignored: () => Readonly<Partial<Record<Ignored, number>>>;
  /** Keys or colleagues are others now: what could not be read may be readable. */
  readonly forget: () => void;
};

/** What was found under a name, and how the file looked then: one that changes is looked at again. */
type Seen = { readonly stamp: string; readonly outcome: "taken" | Ignored };

/** More files than this are not looked at in one round: a folder is not a way to keep a workstation busy. */
const MOST_FILES = 2_000;

export function createScanner(own: string): Scanner {
  const seen = new Map<string, Seen>();

  async function look(dir: string, name: string, context: SegmentContext, take: (heard: HeardSegment) => "taken" | "fork"): Promise<void> {
    const parsed = parseSegmentName(name);
    if (parsed === undefined) return void seen.set(name, { stamp: "", outcome: "foreign" });
    const author = context.keys.colleagues.find(({ replica }) => replica === parsed.replica);
    // What the centre has already is told by the centre: an old file put back is not even opened.
    if (author !== undefined && parsed.last <= author.have) return void seen.delete(name);
    if (seen.get(name)?.outcome === "taken") return;
    const path = join(dir, name);
    const stat = await lstat(path);
    const stamp = `${stat.size} ${stat.mtimeMs} ${stat.ino}`;
    if (seen.get(name)?.stamp === stamp) return;
    const outcome = !stat.isFile() ? "foreign" : stat.size > MAX_SEGMENT_BYTES ? "too-large" : author === undefined ? "stranger" : await read(path, context, take);
    seen.set(name, { stamp, outcome });
  }

  async function read(path: string, context: SegmentContext, take: (heard: HeardSegment) => "taken" | "fork"): Promise<Seen["outcome"]> {
    const heard = readSegment(await readFile(path, "utf8"), context);
    if (!heard.ok) return heard.error;
    return take(heard.value) === "taken" ? "taken" : "forged";
  }

  return {
    scan: async (dir, names, context, take) => {
      const others = names.filter((name) => !name.startsWith(".") && parseSegmentName(name)?.replica !== own).toSorted().slice(0, MOST_FILES);
      for (const name of seen.keys()) if (!others.includes(name)) seen.delete(name);
      for (const name of others) {
        try {
          await look(dir, name, context, take);
        } catch (error) {
          // Gone meanwhile, being written, or not ours to read: the next round looks again.
          if (!isOfTheSystem(error)) throw error;
        }
      }
    },
    ignored: () => {
      const counts: Partial<Record<Ignored, number>> = {};
      for (const { outcome } of seen.values()) if (outcome !== "taken") counts[outcome] = (counts[outcome] ?? 0) + 1;
      return counts;
    },
    forget: () => {
      for (const [name, { outcome }] of seen) if (outcome !== "taken") seen.delete(name);
    },
  };
}

const isOfTheSystem = (error: unknown): boolean => error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
