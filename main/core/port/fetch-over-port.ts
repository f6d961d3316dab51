import type { FetchHead, FetchRequest, HostAsks } from "./core-asks.ts";
import type { Peer } from "./peer.ts";

/** The core's side: a `fetch` whose exchanges are made by the host (Electron's net.fetch knows the workstation's proxy and certificates). */
export function createFetchOverPort(peer: Peer<HostAsks>): typeof globalThis.fetch {
  let next = 1;
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const id = next++;
    const drop = (): void => peer.tell("fetchDrop", id);
    request.signal.addEventListener("abort", drop, { once: true });
    const asked = peer.ask("fetch", { id, request: await writeRequest(request) });
    const head = await abortable(asked, request.signal).catch((error: unknown) => {
      throw request.signal.aborted ? request.signal.reason : new TypeError("fetch failed", { cause: error });
    });
    const body = head.hasBody ? readBody(peer, id, request.signal) : null;
    const response = new Response(body, { status: head.status, statusText: head.statusText, headers: head.headers.map(([name, value]): [string, string] => [name, value]) });
    Object.defineProperty(response, "url", { value: head.url });
    return response;
  };
}

async function writeRequest(request: Request): Promise<FetchRequest> {
  return {
    url: request.url,
    method: request.method,
    headers: [...request.headers],
    body: request.body === null ? undefined : new Uint8Array(await request.arrayBuffer()),
    redirect: request.redirect,
  };
}

function readBody(peer: Peer<HostAsks>, id: number, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const piece = await abortable(peer.ask("fetchRead", id), signal);
        if (piece === undefined) controller.close();
        else controller.enqueue(new Uint8Array(piece));
      } catch (error) {
        controller.error(signal.aborted ? signal.reason : error);
      }
    },
    cancel: () => peer.tell("fetchDrop", id),
  }, { highWaterMark: 0 });
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

type Exchange = { readonly stop: AbortController; reader?: ReadableStreamDefaultReader<Uint8Array> };

/** The host's side: makes the exchanges, and keeps each until its body was read to the end or dropped. */
export function answerFetch(fetch: typeof globalThis.fetch): Pick<HostAsks, "fetch" | "fetchRead" | "fetchDrop"> {
  const open = new Map<number, Exchange>();
  const drop = async (id: number): Promise<void> => {
    open.get(id)?.stop.abort();
    open.delete(id);
  };
  return {
    fetch: async ({ id, request }) => {
      const exchange: Exchange = { stop: new AbortController() };
      open.set(id, exchange);
      try {
        const response = await fetch(request.url, writeInit(request, exchange.stop.signal));
        if (response.body === null) open.delete(id);
        else exchange.reader = response.body.getReader();
        return headOf(response);
      } catch (error) {
        open.delete(id);
        throw error;
      }
    },
    fetchRead: async (id) => {
      const reader = open.get(id)?.reader;
      if (reader === undefined) throw new Error("this exchange was dropped");
      const piece = await reader.read().catch((error: unknown) => {
        open.delete(id);
        throw error;
      });
      if (piece.done) open.delete(id);
      return piece.done ? undefined : piece.value;
    },
    fetchDrop: drop,
  };
}

const writeInit = (request: FetchRequest, signal: AbortSignal): RequestInit => ({
  method: request.method,
  headers: request.headers.map(([name, value]): [string, string] => [name, value]),
  redirect: request.redirect,
  signal,
  ...(request.body === undefined ? {} : { body: new Uint8Array(request.body) }),
});

const headOf = (response: Response): FetchHead => ({
  url: response.url,
  status: response.status,
  statusText: response.statusText,
  // The bytes that cross are already decoded: a length or an encoding of the wire would lie about them.
  headers: [...response.headers].filter(([name]) => name !== "content-encoding" && name !== "content-length"),
  hasBody: response.body !== null,
});
