import { setTimeout } from "node:timers/promises";
import type { Stalls, Weather } from "./weather.ts";

export type Way = "sent" | "received";
/** One way of a line under its weather. Waits are given up when the weather changes, and begin anew under the next. */
export type Line = {
  readonly weather: () => Weather;
  readonly setWeather: (weather: Weather) => void;
  /** Resolves when a connection may pass at all: at once, unless nothing says anything. `over` gives up the wait. */
  readonly open: (over: AbortSignal) => Promise<void>;
  /** Resolves when `length` bytes that arrived `at` (ms) may be handed over, with how many of them: `isLast` where the line takes none after those. */
  readonly pass: (way: Way, length: number, at: number, over: AbortSignal) => Promise<{ readonly bytes: number; readonly isLast: boolean }>;
  readonly stalls: () => number;
};

/** As a packet of Ethernet carries. Bytes are let through by that much where each packet has its own fate. */
export const PACKET_BYTES = 1_460;

/** `random` answers from 0 to below 1; `now` is in ms and need not be a time of day. */
export function createLine(random: () => number, now: () => number = () => performance.now()): Line {
  let weather: Weather = { kind: "fair" };
  let change = new AbortController();
  let stalls = 0;
  const freeAt = { sent: 0, received: 0 };
  const left = { sent: Number.POSITIVE_INFINITY, received: Number.POSITIVE_INFINITY };

  const setWeather = (next: Weather): void => {
    weather = next;
    freeAt.sent = 0;
    freeAt.received = 0;
    left.sent = next.kind === "truncated" ? (next.sent ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    left.received = next.kind === "truncated" ? (next.received ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    change.abort();
    change = new AbortController();
  };
  /** False when the weather changed, or the wait was given up, first. */
  const sleep = async (ms: number | undefined, over: AbortSignal): Promise<boolean> => {
    const signal = AbortSignal.any([change.signal, over]);
    try {
      await setTimeout(ms ?? FOR_EVER_MS, undefined, { signal });
      return true;
    } catch {
      return false;
    }
  };
  const open = async (over: AbortSignal): Promise<void> => {
    while (weather.kind === "silent" && !over.aborted) await sleep(undefined, over);
  };
  /** A lost packet is decided once, however often the weather changes under it. */
  const stall = async (lost: Stalls, over: AbortSignal): Promise<boolean> => {
    if (random() >= lost.share) return true;
    stalls += 1;
    return await sleep(lost.forMs, over);
  };
  const crawl = async (slow: Extract<Weather, { kind: "slow" }>, way: Way, length: number, at: number, over: AbortSignal): Promise<void> => {
    const arrives = at + (slow.delayMs ?? 0) - now();
    if (arrives > 0 && !(await sleep(arrives, over))) return;
    if (slow.stalls !== undefined && !(await stall(slow.stalls, over))) return;
    if (slow.bytesPerSecond === undefined) return;
    const begins = Math.max(now(), freeAt[way]);
    freeAt[way] = begins + (length / slow.bytesPerSecond) * 1_000;
    await sleep(Math.max(0, freeAt[way] - now()), over);
  };

  return {
    weather: () => weather,
    setWeather, open,
    pass: async (way, length, at, over) => {
      await open(over);
      if (weather.kind === "slow") await crawl(weather, way, length, at, over);
      await open(over);
      const bytes = Math.min(length, left[way]);
      left[way] -= bytes;
      return { bytes, isLast: left[way] === 0 };
    },
    stalls: () => stalls,
  };
}

/** The longest that a timer of Node waits, 24 days: a change of weather ends it. */
const FOR_EVER_MS = 2_147_483_647;
