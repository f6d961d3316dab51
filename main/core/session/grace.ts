import { z } from "zod";
import type { GraceView } from "../../../shared/bridge/session-views.ts";
import type { LocalDb } from "../db/connection.ts";
import { findSetting, putSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import { advance, graceView, type Span } from "./grace-span.ts";

/** What a crash may take back of the time spent, at most. */
const KEPT_EVERY_MS = 600_000;
const LOOK_EVERY_MS = 60_000;

export type Grace = {
  readonly view: () => GraceView | undefined;
  /** The centre answered this person's workstation: all the time is there again. */
  readonly contacted: () => void;
  readonly stop: () => void;
};
export type GraceParts = {
  readonly deps: Pick<CoreDeps, "now" | "monotonic">;
  readonly db: LocalDb;
  /** As the bank decided, at this moment; null: no end. */
  readonly days: () => number | null;
  readonly onChange: () => void;
};

const kept = z.object({ spentMs: z.number().min(0), wall: z.number() });

/** How long files are shown without news of the centre. Reckoned whether or not the bank set an end: it may set one later. */
export function watchGrace({ deps: { now, monotonic = () => performance.now() }, db, days, onChange }: GraceParts): Grace {
  let span = readSpan(db, now());
  let ranAt = monotonic();
  let unkeptMs = 0;
  let told: string | undefined;

  const keep = (): void => {
    unkeptMs = 0;
    coded(() => db.transaction((write) => putSetting(write, "grace", JSON.stringify(span))));
  };
  const reckon = (): void => {
    const at = monotonic();
    const before = span.spentMs;
    span = advance(span, now(), Math.max(0, at - ranAt));
    ranAt = at;
    unkeptMs += span.spentMs - before;
    if (unkeptMs >= KEPT_EVERY_MS) keep();
  };
  const view = (): GraceView | undefined => {
    reckon();
    const limit = days();
    return limit === null ? undefined : graceView(span.spentMs, limit);
  };
  const tell = (): void => {
    const text = JSON.stringify(view() ?? null);
    if (told !== undefined && told !== text) onChange();
    told = text;
  };
  // What passed while the desk was closed is on the disk before anything is shown.
  reckon();
  keep();
  tell();
  const timer = setInterval(tell, LOOK_EVERY_MS);
  timer.unref();
  return {
    view,
    contacted: () => {
      const isLong = span.spentMs >= KEPT_EVERY_MS;
      span = { spentMs: 0, wall: now() };
      ranAt = monotonic();
      if (isLong) keep();
      tell();
    },
    stop: () => {
      clearInterval(timer);
      reckon();
      keep();
    },
  };
}

/** Of a database that never reckoned: since it last heard of the centre, else from now on. */
function readSpan(db: LocalDb, now: number): Span {
  const text = findSetting(db.read, "grace");
  if (text !== undefined) return kept.parse(JSON.parse(text));
  const heardAt = Number(findSetting(db.read, "lastContactAt") ?? now);
  return { spentMs: 0, wall: Number.isSafeInteger(heardAt) ? heardAt : now };
}
