import { EventEmitter } from "node:events";
import { Readable } from "node:stream";

type Options = { readonly method?: string; readonly url: string; readonly headers?: Readonly<Record<string, string>>; readonly redirect?: "follow" | "error" | "manual" };

/** `net.request` over Node's fetch: a redirect that is not followed is told, then ends the request with an error, as Electron does. */
export const net = {
  request: ({ url, method = "GET", headers = {}, redirect = "follow" }: Options) => {
    const events = new EventEmitter();
    const stop = new AbortController();
    const send = async (body: Buffer | undefined): Promise<void> => {
      const answer = await globalThis.fetch(url, { method, headers, redirect, signal: stop.signal, ...(body === undefined ? {} : { body: new Uint8Array(body) }) });
      const given: Record<string, string[]> = {};
      for (const [name, value] of answer.headers) given[name] = [...(given[name] ?? []), value];
      const location = answer.headers.get("location");
      if (location !== null && answer.status >= 300 && answer.status < 400) {
        events.emit("redirect", answer.status, method, new URL(location, url).href, given);
        throw new Error("Redirect was cancelled");
      }
      const message = Object.assign(Readable.from([Buffer.from(await answer.arrayBuffer())]), { statusCode: answer.status, headers: given });
      events.emit("response", message);
    };
    return Object.assign(events, {
      end: (body?: Buffer) => void send(body).catch((error: unknown) => events.emit("error", error)),
      abort: () => stop.abort(),
    });
  },
};
