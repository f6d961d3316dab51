import type { Transport } from "../../main/core/sync/transport.ts";
import type { Cursor } from "../../shared/sync/protocol.ts";
import type { Asker } from "../load/pull-body.ts";
import type { Journal, JournalFile } from "./journal.ts";

/** Follows her branch as the centre tells it: each of her files with the number that she was told. Answers how far; where it was, when the centre does not answer. */
export async function lookAtBranch(transport: Pick<Transport, "pull">, token: string, asker: Asker, cursor: Cursor, find: (file: string) => JournalFile | undefined, journal: Journal): Promise<number> {
  const page = await transport.pull(token, { protocol: 1, ...asker, cursors: [cursor], limit: 500 });
  const feed = page.kind === "answered" ? page.value.feeds[0] : undefined;
  if (feed === undefined) return cursor.n;
  for (const entry of feed.entries) {
    if (entry.kind !== "file") continue;
    const mine = find(entry.file);
    const state: { readonly registration?: { readonly number: string } } = JSON.parse(entry.state);
    if (mine === undefined) journal.faults.push(`branch ${cursor.branch} is told file ${entry.file}, which is nobody's`);
    else if (mine.registered !== undefined && state.registration?.number !== mine.registered.number) journal.faults.push(`the feed tells another number of file ${entry.file} than its verdict`);
  }
  return feed.n;
}

/** The rules that the centre judges by, once their document is here; undefined while it could not be had. */
export async function rulesPublished(transport: Pick<Transport, "packs">, token: string, asker: Asker, told: string, journal: Journal): Promise<string | undefined> {
  const packs = await transport.packs(token, { protocol: 1, ...asker, have: [] });
  if (packs.kind === "failed") return undefined;
  if (packs.value.packs.some(({ name, document }) => name === told && document !== undefined)) return told;
  journal.faults.push(`the centre judges by ${told} and has not published it`);
  return undefined;
}
