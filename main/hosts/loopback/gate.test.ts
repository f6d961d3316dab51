import { describe, expect, test } from "vitest";
import { whyRefused, type Asked, type Door } from "./gate.ts";

const origin = "http://127.0.0.1:41234";
const ours: { readonly [D in Door]: { readonly method: string; readonly target: string; readonly headers: Readonly<Record<string, string>> } } = {
  page: { method: "GET", target: "/", headers: { host: "127.0.0.1:41234", "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" } },
  asset: { method: "GET", target: "/assets/main.js", headers: { host: "127.0.0.1:41234", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "script" } },
  call: { method: "POST", target: "/bridge/call", headers: { host: "127.0.0.1:41234", origin, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" } },
  events: { method: "GET", target: "/bridge/events", headers: { host: "127.0.0.1:41234", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" } },
};
const asked = (door: Door, over: { method?: string; target?: string; headers?: Readonly<Record<string, string | undefined>>; more?: readonly string[] } = {}): Asked => ({
  method: over.method ?? ours[door].method,
  target: over.target ?? ours[door].target,
  rawHeaders: [...Object.entries({ ...ours[door].headers, ...over.headers }).flatMap(([name, value]) => (value === undefined ? [] : [name, value])), ...(over.more ?? [])],
});
const doors = ["page", "asset", "call", "events"] as const;

describe.each(doors)("the %s door", (door) => {
  test("[LH1] lets our own page's request through", () => expect(whyRefused(door, asked(door), origin)).toBeUndefined());

  test.each(["evil.example:41234", "localhost:41234", "127.0.0.1", "127.0.0.1:41235", "127.0.0.1:41234.", "[::1]:41234", ""])("[LH2] refuses the host %s: a name rebound to this computer is not ours", (host) =>
    expect(whyRefused(door, asked(door, { headers: { host } }), origin)).toBe("host"));

  test("[LH2] refuses a missing host, and one sent twice", () => {
    expect(whyRefused(door, asked(door, { headers: { host: undefined } }), origin)).toBe("host");
    expect(whyRefused(door, asked(door, { more: ["Host", "127.0.0.1:41234"] }), origin)).toBe("host");
  });

  test.each(["http://127.0.0.1:41235", "https://127.0.0.1:41234", "http://localhost:41234", "null", "http://evil.example", ""])("[LH3] refuses the origin %s", (from) =>
    expect(whyRefused(door, asked(door, { headers: { origin: from } }), origin)).toBe("origin"));

  test("[LH4] refuses what no browser sent: fetch metadata missing", () => {
    for (const name of ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"]) expect([name, whyRefused(door, asked(door, { headers: { [name]: undefined } }), origin)]).toEqual([name, "site"]);
  });

  test("[LH4] refuses what is asked for ahead: prefetched or prerendered by another page", () => {
    for (const purpose of ["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip", ""]) expect([purpose, whyRefused(door, asked(door, { headers: { "sec-purpose": purpose } }), origin)]).toEqual([purpose, "purpose"]);
  });

  test("[LH5] refuses a target that is not a path of ours", () => {
    for (const target of ["http://evil.example/", "//evil.example/", "*", ""]) expect([target, whyRefused(door, asked(door, { target }), origin)]).toEqual([target, "target"]);
  });

  test("[LH6] refuses another method", () => {
    for (const method of ["PUT", "DELETE", "OPTIONS", "HEAD", door === "call" ? "GET" : "POST"]) expect([method, whyRefused(door, asked(door, { method }), origin)]).toEqual([method, "method"]);
  });
});

test.each(["asset", "call", "events"] as const)("[LH4] the %s door is for the page itself: another port is same-site, and not enough", (door) => {
  for (const site of ["same-site", "cross-site", "none", "SAME-ORIGIN"]) expect([site, whyRefused(door, asked(door, { headers: { "sec-fetch-site": site } }), origin)]).toEqual([site, "site"]);
});

test("[LH3] a call without an origin is refused: a browser always names it on a POST", () =>
  expect(whyRefused("call", asked("call", { headers: { origin: undefined } }), origin)).toBe("origin"));

test("[LH7] the page opens in a window of its own, wherever the link was; never in a frame, never by fetch", () => {
  expect(whyRefused("page", asked("page", { headers: { "sec-fetch-site": "cross-site" } }), origin)).toBeUndefined();
  for (const dest of ["iframe", "frame", "embed", "object", "empty"]) expect([dest, whyRefused("page", asked("page", { headers: { "sec-fetch-dest": dest } }), origin)]).toEqual([dest, "destination"]);
  expect(whyRefused("page", asked("page", { headers: { "sec-fetch-mode": "no-cors" } }), origin)).toBe("mode");
});

test("[LH7] a call made as a navigation or by a form is refused", () => {
  expect(whyRefused("call", asked("call", { headers: { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" } }), origin)).toBe("mode");
  expect(whyRefused("call", asked("call", { headers: { "sec-fetch-dest": "iframe" } }), origin)).toBe("destination");
});
