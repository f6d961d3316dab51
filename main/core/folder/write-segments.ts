import { lstat, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MAX_PUSH_CHANGES } from "../../../shared/sync/limits.ts";
import type { BranchKeys, PushRequest, SealedContent } from "../../../shared/sync/protocol.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import { MAX_SEALED_BYTES } from "../../../shared/sync/sealed-part.ts";
import { parseSegmentName, segmentName, type SegmentName } from "../../../shared/sync/segment.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listToSend } from "../db/outbox.ts";
import { getLine } from "../db/replica.ts";
import { closeSegment } from "./segment-box.ts";

export type SegmentWriting = {
  readonly read: ReadableDb;
  readonly replica: string;
  readonly bank: string;
  readonly keys: BranchKeys;
  readonly signPush: (first: number, count: number) => PushRequest | undefined;
  readonly randomBytes: (length: number) => Uint8Array;
};
type Run = { readonly branch: string; readonly first: number; count: number };

const RUN_BYTES = MAX_SEALED_BYTES - 4_096;

/**
 * [OB11] Makes the folder hold this replica's unanswered changes, in files of its own: what is missing is written, what the centre has answered
 * goes. A file is whole before it has its name; nothing relies on locks, on times or on another file. `written` is what this session wrote, with its
 * size: what bears this replica's name and is not that (an earlier session's, a killed writing's, somebody's trick, a cut copy) goes, and is
 * written anew where it is still wanted. Throws what the system said.
 */
export async function writeSegments(writing: SegmentWriting, dir: string, names: readonly string[], written: Map<string, number>): Promise<void> {
  const { head, answered } = getLine(writing.read);
  const kept: SegmentName[] = [];
  for (const name of names) {
    const parsed = parseSegmentName(name);
    const isOwn = parsed?.replica === writing.replica;
    if (!isOwn && !isOwnLeft(name, writing.replica)) continue;
    if (parsed !== undefined && parsed.last > answered && written.has(name) && written.get(name) === (await sizeOf(join(dir, name)))) kept.push(parsed);
    else await rm(join(dir, name), { force: true }).catch(() => undefined); // a folder by that name stays, and matters to nobody
  }
  const covered = (seq: number): boolean => kept.some(({ first, last }) => first <= seq && seq <= last);
  for (const run of runsOf(writing.read, answered, head.seq, covered)) await writeRun(writing, dir, run, written);
}

/** What a killed writing left. */
const isOwnLeft = (name: string, replica: string): boolean => name.startsWith(`.guichet-${replica}-`) && name.endsWith(".tmp");

async function sizeOf(path: string): Promise<number | undefined> {
  const stat = await lstat(path).catch(() => undefined);
  return stat?.isFile() === true ? stat.size : undefined;
}

/** Consecutive changes of one branch: another branch's colleagues may not read them. */
function runsOf(read: ReadableDb, answered: number, sealed: number, covered: (seq: number) => boolean): readonly Run[] {
  const runs: Run[] = [];
  let bytes = 0;
  for (let after = answered; after < sealed; after += MAX_PUSH_CHANGES) {
    for (const { seq, head, body, salt } of listToSend(read, after + 1, MAX_PUSH_CHANGES)) {
      const branch = readHead(JSON.parse(head))?.branch;
      if (branch === undefined || covered(seq)) continue;
      const size = Buffer.byteLength(JSON.stringify({ head, body, salt })) + 1;
      const open = runs.at(-1);
      if (open === undefined || open.branch !== branch || open.first + open.count !== seq || open.count === MAX_PUSH_CHANGES || bytes + size > RUN_BYTES) {
        runs.push({ branch, first: seq, count: 1 });
        bytes = size;
      } else {
        open.count += 1;
        bytes += size;
      }
    }
  }
  return runs;
}

async function writeRun({ replica, bank, keys, signPush, randomBytes }: SegmentWriting, dir: string, { branch, first, count }: Run, written: Map<string, number>): Promise<void> {
  const key = keys.keys.find((known) => known.branch === branch);
  const push = key === undefined ? undefined : signPush(first, count);
  if (key === undefined || push === undefined) return;
  const content: SealedContent = { bank, push };
  const name = segmentName({ replica, first, last: first + count - 1 } satisfies SegmentName);
  const making = join(dir, `.${name}.${Buffer.from(randomBytes(6)).toString("hex")}.tmp`);
  try {
    const text = `${JSON.stringify(closeSegment(key, randomBytes(32), content))}\n`;
    await writeFile(making, text, { flag: "wx" });
    await rename(making, join(dir, name));
    written.set(name, Buffer.byteLength(text));
  } catch (error) {
    await rm(making, { force: true }).catch(() => undefined);
    throw error;
  }
}
