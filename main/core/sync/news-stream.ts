import { newsSchema, type News } from "../../../shared/sync/protocol.ts";
import type { CoreDeps } from "../deps.ts";
import { PACE, type StreamPace } from "./pace.ts";

/**
 * `no-greeting`: the centre's first word, which it says at once, did not come in time. `kept`: what it said later came in heaps, or not at
 * all. `ended`: anything else, which says nothing of the way.
 */
export type StreamEnd = "ended" | "no-greeting" | "kept";
export type NewsListener = {
  /** The first word came in time. */
  readonly opened: () => void;
  /** A later word came by itself: the way lets them through as they are said. */
  readonly proved: () => void;
  readonly heard: (news: News) => void;
  /** Once, whatever the reason. */
  readonly closed: (why: StreamEnd) => void;
};
type Options = Pick<CoreDeps, "fetch" | "serverUrl"> & { readonly token: string; readonly branches: readonly string[]; readonly signal: AbortSignal; readonly pace?: StreamPace };

/** Reads the event stream of the centre by fetch, so that it goes through the host's network stack and carries its token in a header. */
export function openNewsStream(options: Options, listener: NewsListener): () => void {
  const leaving = new AbortController();
  let why: StreamEnd = "ended";
  const end = (reason: StreamEnd): void => {
    why = reason;
    leaving.abort();
  };
  void read(options, listener, leaving.signal, end)
    .catch(() => undefined)
    .finally(() => {
      leaving.abort();
      listener.closed(why);
    });
  return () => leaving.abort();
}

async function read({ fetch, serverUrl, token, branches, signal, pace = PACE.stream }: Options, listener: NewsListener, leaving: AbortSignal, end: (why: StreamEnd) => void): Promise<void> {
  let waiting = setTimeout(end, pace.greetingMs, "no-greeting");
  try {
    const response = await fetch(`${serverUrl}/v1/news?branches=${branches.join(",")}`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${token}` }, redirect: "error", signal: AbortSignal.any([signal, leaving]),
    });
    if (!response.ok || response.body === null || !(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) {
      await response.body?.cancel();
      return;
    }
    const beats = createBeatWatch(pace.togetherMs);
    const decoder = new TextDecoder();
    let isGreeted = false;
    let rest = "";
    for await (const chunk of response.body) {
      rest += decoder.decode(chunk, { stream: true });
      const events = rest.split(/\r?\n\r?\n/);
      rest = events.pop() ?? "";
      if (events.length === 0) continue;
      clearTimeout(waiting);
      waiting = setTimeout(end, pace.silenceMs, "kept");
      if (!isGreeted) listener.opened();
      for (const event of events) parseEvent(event).forEach(listener.heard);
      const found = beats(events.filter(isBeat).length, isGreeted);
      isGreeted = true;
      if (found === "heap") return end("kept");
      if (found === "proof") listener.proved();
    }
  } finally {
    clearTimeout(waiting);
  }
}

/** A comment: the centre's sign of life. */
const isBeat = (event: string): boolean => event.startsWith(":");

/** The centre's signs of life are seconds apart: two of them at once were kept on the way, one by itself was not. */
function createBeatWatch(togetherMs: number): (count: number, isGreeted: boolean) => "heap" | "proof" | undefined {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (count, isGreeted) => {
    if (count === 0) return undefined;
    const at = performance.now();
    const isHeap = count > 1 || at - lastAt < togetherMs;
    lastAt = at;
    if (isHeap) return "heap";
    return isGreeted ? "proof" : undefined;
  };
}

/** The data of one event; comments and what is not understood are silence, for a pull tells the truth anyway. */
export function parseEvent(event: string): readonly News[] {
  const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
  if (data === "") return [];
  try {
    const parsed = newsSchema.safeParse(JSON.parse(data));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
