import type { Bridge, BridgeEvents, CallAnswers, CallInput, CallName, EventName } from "../../shared/bridge/contract.ts";
import { isErrorCode } from "../../shared/kernel/error-codes.ts";
import { createEventReader, type StreamEvent } from "./event-lines.ts";
import { BridgeFailure, type HostLink } from "./host-link.ts";

const RETRY_MS = 1_500;
/** Losing the stream shortly is not worth a word: the program may be restarting. */
const GONE_AFTER_MS = 4_000;

/**
 * The bridge to the loopback host, over the page's own origin: calls by POST, news by a fetch-read stream. The header secret stays in this
 * closure; the one-time token of the address is spent once, a reload is recognised by the host's cookie.
 */
export async function openLoopbackBridge(token: string | undefined, onLink: (link: HostLink) => void): Promise<Bridge> {
  const listeners = new Map<string, Set<(news: never) => void>>();
  const secret = await join(token).catch(() => "gone" as const);
  onLink(secret === "gone" ? "gone" : secret === undefined ? "no-address" : "joined");

  const call = async <C extends CallName>(name: C, input: CallInput<C>): Promise<CallAnswers[C]> => {
    const answer = await post("bridge/call", { name, input }, secret);
    if (answer.status === 401) onLink("no-address");
    const envelope: { readonly ok?: boolean; readonly answer?: CallAnswers[C]; readonly code?: unknown } = await answer.json();
    if (envelope.ok !== true) throw new BridgeFailure(isErrorCode(envelope.code) ? envelope.code : "G5001");
    // The host's answers are typed by the same page as this call; it is the wall that parses, on its side.
    return envelope.answer as CallAnswers[C]; // eslint-disable-line typescript/no-unnecessary-type-assertion -- without it the compiler gives up on the union of all answers (TS2590)
  };
  const on = <E extends EventName>(name: E, listen: (news: BridgeEvents[E]) => void): (() => void) => {
    const heard = listeners.get(name) ?? new Set();
    listeners.set(name, heard.add(listen));
    return () => heard.delete(listen);
  };
  const tell = ({ name, data }: StreamEvent): void => {
    const news: never = JSON.parse(data) as never;
    for (const listen of listeners.get(name) ?? []) listen(news);
  };
  if (secret !== undefined && secret !== "gone") void follow(secret, tell, onLink);
  return { call, on };
}

/**
 * Reads the stream for the life of the page, again whenever it breaks. A page that is no longer known stops there: joining by itself would
 * end the page that took its place.
 */
async function follow(secret: string, tell: (event: StreamEvent) => void, onLink: (link: HostLink) => void): Promise<void> {
  let brokenAt: number | undefined;
  for (;;) {
    try {
      const known = await readStream(secret, tell, () => {
        if (brokenAt !== undefined) onLink("joined");
        brokenAt = undefined;
      });
      if (!known) return onLink("no-address");
    } catch {
      // Told below, once it has lasted.
    }
    brokenAt ??= Date.now();
    if (Date.now() - brokenAt > GONE_AFTER_MS) onLink("gone");
    await new Promise((wake) => setTimeout(wake, RETRY_MS));
  }
}

/** False when the host does not know this page any more; true when the stream ended. */
async function readStream(secret: string, tell: (event: StreamEvent) => void, joined: () => void): Promise<boolean> {
  const answer = await fetch("bridge/events", { headers: { "x-guichet-secret": secret }, cache: "no-store" });
  if (answer.status === 401) return false;
  if (!answer.ok || answer.body === null) throw new Error(`no stream: ${answer.status}`);
  joined();
  const read = createEventReader();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    for (const event of read(value)) tell(event);
  }
}

/** Spends the token, or shows the cookie of a page that had one. `undefined` when the host does not know this page. */
async function join(token: string | undefined): Promise<string | undefined> {
  const answer = await post("bridge/hello", token === undefined ? {} : { token }, undefined);
  if (!answer.ok) return undefined;
  const hello: { readonly secret?: unknown } = await answer.json();
  return typeof hello.secret === "string" ? hello.secret : undefined;
}

const post = (path: string, body: unknown, secret: string | undefined): Promise<Response> =>
  fetch(path, {
    method: "POST", credentials: "same-origin", cache: "no-store", body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...(secret === undefined ? {} : { "x-guichet-secret": secret }) },
  });
