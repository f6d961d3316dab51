import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { LOOKUP_SOURCES, type LookupSource } from "../../../shared/bridge/lookup-views.ts";
import type { LocalDb } from "../db/connection.ts";
import { dropAsk, findAnswer, findAsk, findNextAsk, hastenAsks, postponeAsks, pruneAnswers, putAnswer, putAsk, type StoredAsk } from "../db/lookups.ts";
import type { Logger } from "../deps.ts";
import { coded } from "../files/coded.ts";
import { askSource, type Asked } from "./ask-source.ts";
import { KEPT_MS, MOST_ANSWERS, retryDelayMs, type LookupPace } from "./lookup-pace.ts";
import { keyOf, queryOfKey } from "./lookup-query.ts";
import type { Source } from "./source.ts";

/** The questions that wait, sent one after another, each source at its own pace. Those of a source that is off are not there. */
export type LookupLine = {
  /** Something may go: a question was put, or a pause is over. */
  readonly wake: () => void;
  /** There is a network again: what met none goes now. */
  readonly networkBack: () => void;
  /** Drops what is under way; it waits, as before it left. */
  readonly stop: () => Promise<void>;
};
export type LineParts = {
  readonly db: LocalDb;
  readonly sources: { readonly [S in LookupSource]: Source };
  readonly address: (source: Source) => string;
  readonly fetch: typeof globalThis.fetch;
  readonly version: string;
  readonly now: () => number;
  readonly pace: LookupPace;
  readonly log: Logger;
  readonly onChange: (news: { readonly answered: boolean }) => void;
};

/** setTimeout counts to 24 days: a wait longer than this is looked at again on the way. */
const LONGEST_TIMER_MS = 3_600_000;

export function createLookupLine(parts: LineParts): LookupLine {
  const { db, now, pace } = parts;
  const closing = new AbortController();
  const running = new Map<LookupSource, Promise<void>>();
  const timers = new Map<LookupSource, NodeJS.Timeout>();
  /** When the source may be asked again. A restart forgets it; what waits for the source's own word keeps it on disk. */
  const notBefore = new Map<LookupSource, number>();

  function wake(source: LookupSource): void {
    clearTimeout(timers.get(source));
    if (closing.signal.aborted || running.has(source)) return;
    const work = run(source).catch((error: unknown) => parts.log.error("lookup-bug", { source, kind: error instanceof Error ? error.name : typeof error })).finally(() => {
      running.delete(source);
      waitForNext(source);
    });
    running.set(source, work);
  }

  const dueAt = (ask: { readonly nextAt: number }, source: LookupSource): number => Math.max(ask.nextAt, notBefore.get(source) ?? 0);

  function waitForNext(source: LookupSource): void {
    if (closing.signal.aborted) return;
    const next = findNextAsk(db.read, source);
    if (next !== undefined) timers.set(source, setTimeout(() => wake(source), Math.min(LONGEST_TIMER_MS, Math.max(1, dueAt(next, source) - now()))));
  }

  async function run(name: LookupSource): Promise<void> {
    const source = parts.sources[name];
    for (let next = findNextAsk(db.read, name); next !== undefined && dueAt(next, name) <= now(); next = findNextAsk(db.read, name)) {
      const query = queryOfKey(next.query);
      notBefore.set(name, now() + (pace.gapMs ?? source.gapMs));
      const asked: Asked = query === undefined ? { kind: "never", error: { code: "G9602" } }
        : await askSource(source, parts.address(source), query, { fetch: parts.fetch, version: parts.version, stop: closing.signal, timeoutMs: pace.timeoutMs, now });
      if (closing.signal.aborted) return;
      const kept = keep(next, asked);
      // A full disk: told by whoever writes next; asked again after a pause, never in a loop.
      if (!kept.ok) notBefore.set(name, now() + pace.mostRetryMs);
      parts.onChange({ answered: asked.kind === "answered" });
    }
  }

  function keep(ask: StoredAsk, asked: Asked): ReturnType<typeof coded> {
    const { source, query } = ask;
    if (asked.kind !== "answered") parts.log.warn("lookup-failed", { source, code: asked.error.code, tries: ask.tries });
    return coded(() => db.transaction((write) => {
      // Forgotten, or switched off, while it was under way: nothing of it is kept.
      if (findAsk(write, source, query) === undefined) return;
      if (asked.kind === "later") return postpone(ask, asked.error, asked.afterMs, (until, error) => {
        postponeAsks(write, source, until);
        putAsk(write, { ...ask, tries: ask.tries + 1, nextAt: until, error });
      });
      if (asked.kind === "never") return putAsk(write, { ...ask, tries: ask.tries + 1, nextAt: undefined, error: asked.error });
      dropAsk(write, source, query);
      putAnswer(write, query, asked.answer, now());
      if (asked.answer.source === "recherche-entreprises") for (const company of asked.answer.companies) {
        // Found by its name, a company is known by its number too: it may be taken over, and needs no second request.
        const bySiren = keyOf({ kind: "siren", text: company.siren });
        if (bySiren !== query && (findAnswer(write, source, bySiren)?.at ?? 0) < now()) putAnswer(write, bySiren, { source: "recherche-entreprises", companies: [company], total: 1 }, now());
      }
      pruneAnswers(write, now() - KEPT_MS, MOST_ANSWERS);
    }));
  }

  function postpone({ source, tries }: StoredAsk, error: CodedError, afterMs: number | undefined, write: (until: number, error: CodedError) => void): void {
    const until = now() + (afterMs ?? retryDelayMs(pace, tries));
    if (error.code === "G9604") notBefore.set(source, until);
    write(until, error);
  }

  return {
    wake: () => LOOKUP_SOURCES.forEach(wake),
    networkBack: () => {
      const hastened = coded(() => db.transaction((write) => hastenAsks(write, "G9603", now())));
      if (hastened.ok && hastened.value > 0) LOOKUP_SOURCES.forEach(wake);
    },
    stop: async () => {
      closing.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
