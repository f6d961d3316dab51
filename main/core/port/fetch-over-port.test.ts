import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import type { HostAsks } from "./core-asks.ts";
import { answerFetch, createFetchOverPort } from "./fetch-over-port.ts";
import { createPeer } from "./peer.ts";
import { portOfNode } from "./port.ts";

const none = (): Promise<never> => Promise.reject(new Error("not here"));

/** A fetch on one end of a line whose other end has `real`. */
function across(real: typeof globalThis.fetch): { readonly fetch: typeof globalThis.fetch; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel();
  const host: HostAsks = { openBrowser: none, redirectUri: none, wrap: none, unwrap: none, log: none, applyUpdate: none, weather: none, news: none, ...answerFetch(real) };
  createPeer(portOfNode(port1), host);
  const peer = createPeer<HostAsks, Record<string, never>>(portOfNode(port2), {});
  return { fetch: createFetchOverPort(peer), close: () => port1.close() };
}

test("method, address, headers, body and answer cross whole, bytes included", async () => {
  const seen: unknown[] = [];
  const { fetch, close } = across(async (input, init) => {
    const request = new Request(String(input), init);
    seen.push(request.method, request.url, request.headers.get("authorization"), [...new Uint8Array(await request.arrayBuffer())]);
    const headers = new Headers([["x-one", "1"], ["set-cookie", "a=1"], ["set-cookie", "b=2"], ["content-encoding", "gzip"]]);
    return new Response(new Uint8Array([0, 255, 128]), { status: 409, headers });
  });
  const answer = await fetch("https://centre.example/v1/push?x=é", { method: "POST", headers: { authorization: "Bearer t" }, body: new Uint8Array([1, 0, 254]) });
  expect(seen).toEqual(["POST", "https://centre.example/v1/push?x=%C3%A9", "Bearer t", [1, 0, 254]]);
  expect([answer.status, answer.headers.get("x-one"), answer.headers.getSetCookie(), answer.headers.get("content-encoding")]).toEqual([409, "1", ["a=1", "b=2"], null]);
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 128]);
  close();
});

test("a stream that never ends is read as it comes, and stopped where it comes from when its reader leaves", async () => {
  const stopped = Promise.withResolvers<undefined>();
  let push: (text: string) => void = () => undefined;
  const { fetch, close } = across(async (_input, init) => {
    init?.signal?.addEventListener("abort", () => stopped.resolve(undefined));
    return new Response(new ReadableStream({ start: (controller) => { push = (text) => controller.enqueue(new TextEncoder().encode(text)); } }));
  });
  const answer = await fetch("https://centre.example/v1/news");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  push("event: one\n\n");
  expect((await reader?.read())?.value).toBe("event: one\n\n");
  push("event: two\n\n");
  expect((await reader?.read())?.value).toBe("event: two\n\n");
  await reader?.cancel();
  await stopped.promise;
  close();
});

test("an aborted request rejects with its reason and is stopped at the other end, before and while its answer comes", async () => {
  const aborted: string[] = [];
  const { fetch, close } = across((input, init) => new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => { aborted.push(String(input)); reject(new Error("stopped")); });
  }));
  const stop = new AbortController();
  const asked = fetch("https://centre.example/slow", { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("too late")), 20);
  await expect(asked).rejects.toThrow("too late");
  await expect.poll(() => aborted).toEqual(["https://centre.example/slow"]);
  await expect(fetch("https://centre.example/never", { signal: AbortSignal.abort(new Error("already")) })).rejects.toThrow("already");
  close();
});

test("no network is a TypeError, as fetch's is; a line that is gone too", async () => {
  const { fetch, close } = across(() => Promise.reject(new TypeError("fetch failed")));
  await expect(fetch("https://centre.example/")).rejects.toBeInstanceOf(TypeError);
  close();
  await expect(fetch("https://centre.example/")).rejects.toBeInstanceOf(TypeError);
});

test("an answer that breaks off is an error of its body, not an end", async () => {
  let pulls = 0;
  const { fetch, close } = across(async () => new Response(new ReadableStream({
    pull: (controller) => (pulls++ === 0 ? controller.enqueue(new Uint8Array([65])) : controller.error(new Error("cut"))),
  })));
  const answer = await fetch("https://centre.example/");
  await expect(answer.text()).rejects.toThrow("cut");
  close();
});
