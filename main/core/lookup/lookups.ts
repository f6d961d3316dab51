import type { CallAnswers, CallInput } from "../../../shared/bridge/contract.ts";
import { LOOKUP_SOURCES, type LookupSource, type LookupView, type SourceView } from "../../../shared/bridge/lookup-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { sameValue } from "../../../shared/sync/field-values.ts";
import { listMarks } from "../db/field-marks.ts";
import { countAsks, dropAsk, dropAsks, findAnswer, findAsk, putAsk } from "../db/lookups.ts";
import { findSetting, putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import type { NewsDesk } from "../news.ts";
import { bodacc } from "./bodacc.ts";
import { createLookupLine } from "./lookup-line.ts";
import { FRESH_MS, LOOKUP_PACE, MOST_WAITING } from "./lookup-pace.ts";
import { keyOf, queryOfFile } from "./lookup-query.ts";
import { knownCompanies } from "./known-companies.ts";
import { rechercheEntreprises } from "./recherche-entreprises.ts";
import type { LookupQuery, Source } from "./source.ts";
import { takeFound, undoTaken } from "./take-found.ts";

type Answer<C extends keyof CallAnswers> = CallAnswers[C];

/** Companies looked up at this desk: at once among its own files, and in public sources where its person turned them on. */
export type Lookups = {
  readonly known: (asked: CallInput<"lookup.known">) => Answer<"lookup.known">;
  readonly view: (file: FileId) => Answer<"lookup.view">;
  readonly ask: (file: FileId) => Answer<"lookup.ask">;
  readonly forget: (file: FileId) => Answer<"lookup.forget">;
  readonly take: (asked: CallInput<"lookup.take">) => Answer<"lookup.take">;
  readonly undo: (asked: CallInput<"lookup.undo">) => Answer<"lookup.undo">;
  readonly settings: () => Answer<"lookup.settings">;
  readonly switch: (source: LookupSource, on: boolean) => Answer<"lookup.switch">;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};
export type LookupParts = { readonly deps: Pick<CoreDeps, "fetch" | "version" | "log" | "lookupAddress" | "lookupPace">; readonly desk: Desk; readonly news: Pick<NewsDesk, "tell" | "on"> };

const SOURCES: { readonly [S in LookupSource]: Source } = { "recherche-entreprises": rechercheEntreprises, bodacc };

export function createLookups({ deps, desk, news }: LookupParts): Lookups {
  const { db } = desk;
  const line = createLookupLine({
    db, sources: SOURCES, fetch: deps.fetch, version: deps.version, now: desk.now, pace: deps.lookupPace ?? LOOKUP_PACE, log: deps.log,
    address: ({ address }) => (deps.lookupAddress === undefined ? address : `${deps.lookupAddress}${new URL(address).pathname}`),
    onChange: (changed) => news.tell("lookup.changed", changed),
  });
  const sourcesOn = (): ReadonlySet<LookupSource> => {
    const kept = findSetting(db.read, "lookupSources")?.split(" ");
    return new Set(LOOKUP_SOURCES.filter((source) => kept?.includes(source)));
  };
  const settings = (): Answer<"lookup.settings"> => LOOKUP_SOURCES.map((source) => ({ source, on: sourcesOn().has(source), waiting: countAsks(db.read, source) }));
  let wasOffline = false;
  let stopListening = (): void => undefined;

  function queryOf(file: FileId): Result<LookupQuery | undefined, CodedError> {
    const read = readProjection(db.read, desk, file);
    return read.ok ? ok(queryOfFile(read.value.projection.state.fields)) : read;
  }

  function sourceView(source: LookupSource, query: LookupQuery | undefined, on: boolean): SourceView {
    const key = query === undefined ? undefined : keyOf(query);
    const asked = key === undefined ? undefined : findAsk(db.read, source, key);
    const kept = key === undefined ? undefined : findAnswer(db.read, source, key);
    return {
      source, on,
      waiting: asked?.nextAt === undefined ? undefined : { since: instant(asked.askedAt), nextTryAt: instant(asked.nextAt), error: asked.error },
      failed: asked !== undefined && asked.nextAt === undefined ? asked.error : undefined,
      answered: kept === undefined ? undefined : { at: instant(kept.at), fresh: isFresh(kept.at), answer: kept.answer },
    };
  }
  const isFresh = (at: number): boolean => desk.now() - at < FRESH_MS;

  function view(file: FileId): Result<LookupView, CodedError> {
    const read = readProjection(db.read, desk, file);
    if (!read.ok) return read;
    const { fields } = read.value.projection.state;
    const query = queryOfFile(fields);
    const on = sourcesOn();
    return ok({ query, sources: LOOKUP_SOURCES.map((source) => sourceView(source, query, on.has(source))), marks: listMarks(db.read, file).filter(({ field, value }) => sameValue(fields[field], value)) });
  }

  function ask(file: FileId): Answer<"lookup.ask"> {
    const asked = queryOf(file);
    if (!asked.ok) return asked;
    const query = asked.value;
    const on = [...sourcesOn()];
    if (on.length === 0) return err({ code: "G9601" });
    const able = query === undefined ? [] : on.filter((source) => SOURCES[source].ask(query) !== undefined);
    if (query === undefined || able.length === 0) return err({ code: "G9602" });
    const key = keyOf(query);
    // A question that waits keeps its turn; one that was stopped is put anew.
    const due = able.filter((source) => findAsk(db.read, source, key)?.nextAt === undefined && !isFresh(findAnswer(db.read, source, key)?.at ?? -Infinity));
    if (due.some((source) => countAsks(db.read, source) >= MOST_WAITING)) return err({ code: "G9607", params: { limit: MOST_WAITING } });
    const at = desk.now();
    const put = coded(() => db.transaction((write) => {
      for (const source of due) putAsk(write, { source, query: key, askedAt: at, tries: 0, nextAt: at, error: undefined });
    }));
    if (!put.ok) return put;
    line.wake();
    return view(file);
  }

  return {
    known: ({ text, except }) => knownCompanies(db.read, text, except),
    view, ask, settings,
    forget: (file) => {
      const asked = queryOf(file);
      if (!asked.ok) return asked;
      const query = asked.value;
      const done = coded(() => db.transaction((write) => {
        if (query !== undefined) for (const source of LOOKUP_SOURCES) dropAsk(write, source, keyOf(query));
      }));
      if (!done.ok) return done;
      news.tell("lookup.changed", { answered: false });
      return view(file);
    },
    take: (asked) => takeFound(desk, asked),
    undo: (asked) => undoTaken(desk, asked),
    switch: (source, on) => {
      const wanted = LOOKUP_SOURCES.filter((known) => (known === source ? on : sourcesOn().has(known)));
      const done = coded(() => db.transaction((write) => {
        putSetting(write, "lookupSources", wanted.join(" "));
        if (!on) dropAsks(write, source);
      }));
      if (!done.ok) return done;
      news.tell("lookup.changed", { answered: false });
      return ok(settings());
    },
    start: () => {
      // The centre answers again: so does the network, most likely.
      stopListening = news.on("sync.status", ({ kind }) => {
        if (wasOffline && kind !== "offline") line.networkBack();
        wasOffline = kind === "offline";
      });
      line.wake();
    },
    stop: async () => {
      stopListening();
      await line.stop();
    },
  };
}
