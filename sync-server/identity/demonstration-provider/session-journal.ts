import { appendFileSync, closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

const payloadSchema = z.record(z.string(), z.unknown());
const lineSchema = z.union([
  z.object({ key: z.string(), payload: payloadSchema, expiresAtMs: z.number().nullable() }),
  z.object({ gone: z.string() }),
]);
export type Entry = { readonly payload: Readonly<Record<string, unknown>>; readonly expiresAtMs: number | null };

/** Sessions, grants and refresh tokens of the demonstration, in memory and in a journal that a kill cannot tear past its last line. */
export type SessionJournal = {
  readonly read: (key: string) => Entry | undefined;
  readonly entries: () => Iterable<readonly [string, Entry]>;
  readonly write: (key: string, entry: Entry) => void;
  readonly remove: (key: string) => void;
  readonly close: () => void;
};

/** Opens the journal, readable by its owner only, and rewrites it without what is over. A torn last line is dropped: it was never answered. */
export function openSessionJournal(path: string, now: () => number): SessionJournal {
  const entries = existsSync(path) ? replay(readFileSync(path, "utf8")) : new Map<string, Entry>();
  for (const [key, entry] of entries) if (isOver(entry, now())) entries.delete(key);
  writeFileSync(`${path}.new`, [...entries].map(([key, entry]) => `${JSON.stringify({ key, ...entry })}\n`).join(""), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  const file = openSync(path, "a", 0o600);
  return {
    read: (key) => {
      const entry = entries.get(key);
      return entry === undefined || isOver(entry, now()) ? undefined : entry;
    },
    entries: () => entries,
    write: (key, entry) => {
      entries.set(key, entry);
      appendFileSync(file, `${JSON.stringify({ key, ...entry })}\n`);
    },
    remove: (key) => {
      if (entries.delete(key)) appendFileSync(file, `${JSON.stringify({ gone: key })}\n`);
    },
    close: () => closeSync(file),
  };
}

const isOver = ({ expiresAtMs }: Entry, nowMs: number): boolean => expiresAtMs !== null && expiresAtMs <= nowMs;

function replay(text: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of text.split("\n")) {
    const parsed = lineSchema.safeParse(parseLine(line));
    if (!parsed.success) continue;
    if ("gone" in parsed.data) entries.delete(parsed.data.gone);
    else entries.set(parsed.data.key, { payload: parsed.data.payload, expiresAtMs: parsed.data.expiresAtMs });
  }
  return entries;
}

function parseLine(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}
