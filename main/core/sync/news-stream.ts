import { newsSchema, type News } from "../../../shared/sync/protocol.ts";
import type { CoreDeps } from "../deps.ts";

export type NewsListener = { readonly opened: () => void; readonly heard: (news: News) => void; /** Once, whatever the reason. */ readonly closed: () => void };
type Options = Pick<CoreDeps, "fetch" | "serverUrl"> & { readonly token: string; readonly branches: readonly string[]; readonly signal: AbortSignal };

/** The centre says something at least this often; silence means a line that was cut without a word. */
const SILENCE_MS = 60_000;

/** Reads the event stream of the centre by fetch, so that it goes through the host's network stack and carries its token in a header. */
export function openNewsStream(options: Options, listener: NewsListener): () => void {
  const leaving = new AbortController();
  void read(options, listener, leaving)
    .catch(() => undefined)
    .finally(() => {
      leaving.abort();
      listener.closed();
    });
  return () => leaving.abort();
}

async function read({ fetch, serverUrl, token, branches, signal }: Options, listener: NewsListener, leaving: AbortController): Promise<void> {
  let silence = setTimeout(() => leaving.abort(), SILENCE_MS);
  try {
    const response = await fetch(`${serverUrl}/v1/news?branches=${branches.join(",")}`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${token}` }, redirect: "error", signal: AbortSignal.any([signal, leaving.signal]),
    });
    if (!response.ok || response.body === null || !(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) {
      await response.body?.cancel();
      return;
    }
    listener.opened();
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of response.body) {
      clearTimeout(silence);
      silence = setTimeout(() => leaving.abort(), SILENCE_MS);
      rest += decoder.decode(chunk, { stream: true });
      const events = rest.split(/\r?\n\r?\n/);
      rest = events.pop() ?? "";
      for (const event of events) parseEvent(event).forEach(listener.heard);
    }
  } finally {
    clearTimeout(silence);
  }
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
