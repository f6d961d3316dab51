import type { SourceAnswer } from "../../../shared/bridge/lookup-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { retryAfterMs } from "../sync/classify-failure.ts";
import type { LookupQuery, Source } from "./source.ts";

/** What became of one request. `later`: kept and sent again; `never`: the same question would meet the same answer. */
export type Asked =
  | { readonly kind: "answered"; readonly answer: SourceAnswer }
  | { readonly kind: "later"; readonly error: CodedError; readonly afterMs: number | undefined }
  | { readonly kind: "never"; readonly error: CodedError };

/** Twenty notices, or ten companies with their seats, are some 40 kB. */
const MOST_BYTES = 1_000_000;

export type AskPowers = { readonly fetch: typeof globalThis.fetch; readonly version: string; readonly stop: AbortSignal; readonly timeoutMs: number; readonly now: () => number };

/** One request to one source. Never throws for what a network or a server may do. No cookie, no token, no name of the person: the question alone leaves. */
export async function askSource(source: Source, address: string, query: LookupQuery, powers: AskPowers): Promise<Asked> {
  const params = source.ask(query);
  if (params === undefined) return { kind: "never", error: { code: "G9602" } };
  const later = (error: CodedError, afterMs?: number): Asked => ({ kind: "later", error, afterMs });
  const signal = AbortSignal.any([powers.stop, AbortSignal.timeout(powers.timeoutMs)]);
  let body: string | undefined;
  try {
    const response = await powers.fetch(`${address}?${params.toString()}`, {
      headers: { accept: "application/json", "user-agent": `Guichet/${powers.version}` }, redirect: "error", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal,
    });
    const { status } = response;
    if (!response.ok) {
      await response.body?.cancel();
      const afterMs = retryAfterMs(response.headers.get("retry-after"), powers.now());
      if (status === 429) return later({ code: "G9604" }, afterMs);
      return status >= 500 || status === 408 ? later({ code: "G9603", params: { status } }, afterMs) : { kind: "never", error: { code: "G9608", params: { status } } };
    }
    body = await readUpTo(response, MOST_BYTES);
  } catch {
    return later({ code: "G9603" });
  }
  const read = source.read(readJson(body), query);
  return read.ok ? { kind: "answered", answer: read.value } : { kind: "never", error: { code: "G9605" } };
}

async function readUpTo(response: Response, limit: number): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop cancels what is still to come.
    if (size > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
