import type { IncomingMessage, Net, Session } from "electron";

/**
 * A fetch through the workstation's proxy and certificates, in a session of its own: the window's has every door to the network closed,
 * and this one keeps nothing between two starts. Where a redirect is to be read and not followed (a sign-in), `net.request` is used,
 * for `fetch` has no answer to show then.
 */
export function createNetwork(net: Pick<Net, "request">, session: Pick<Session, "fetch">): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return init?.redirect === "manual" ? await fetchOnce(net, session, url, init) : await session.fetch(url, init);
  };
}

function fetchOnce(net: Pick<Net, "request">, session: Pick<Session, "fetch">, url: string, init: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = new Request(url, { ...init, redirect: "manual" });
    const request = net.request({ method: asked.method, url: asked.url, session: session as Session, redirect: "manual", headers: Object.fromEntries(asked.headers) });
    const abort = (): void => {
      request.abort();
      reject(asked.signal.reason);
    };
    if (asked.signal.aborted) return abort();
    asked.signal.addEventListener("abort", abort, { once: true });
    // Not followed: Electron then ends the request with an error of its own, which comes after the answer and changes nothing.
    request.on("redirect", (status, _method, _url, headers) => resolve(new Response(null, { status, headers: headersOf(headers) })));
    request.on("response", (message) => void collect(message).then((body) => resolve(new Response(body, { status: message.statusCode, headers: headersOf(message.headers) })), reject));
    request.on("error", (error) => reject(new TypeError("fetch failed", { cause: error })));
    asked.arrayBuffer().then((body) => (body.byteLength === 0 ? request.end() : request.end(Buffer.from(body))), reject);
    return undefined;
  });
}

async function collect(message: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    message.on("data", (piece) => void pieces.push(piece));
    message.on("end", () => resolve());
    message.on("error", reject);
    message.on("aborted", () => reject(new TypeError("fetch failed: aborted")));
  });
  return new Uint8Array(Buffer.concat(pieces));
}

function headersOf(given: Readonly<Record<string, string | readonly string[]>>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(given)) for (const value of [values].flat()) headers.append(name, value);
  // What arrives is decoded already.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return headers;
}
