import { expect, test } from "vitest";
import { fakeServices } from "./testing/fake-services.ts";
import { aPull } from "./testing/messages.ts";
import { openRaw, requestHead } from "./testing/raw-socket.ts";
import { roomyLimits } from "./testing/roomy-limits.ts";
import { asAdvisor, asOperator, testServer } from "./testing/test-server.ts";

type Said = { readonly status: number; readonly headers: ReadonlyMap<string, string> };
type Given = Parameters<typeof testServer>[0];
type Kind = { readonly what: string; readonly status: number; readonly method?: string; readonly path: string; readonly headers?: Record<string, string>; readonly body?: string; readonly raw?: string; readonly over?: Given; readonly services?: Parameters<typeof fakeServices>[0]; readonly isPage?: true };

const json = { ...asAdvisor, "content-type": "application/json" };
const page = [{ path: "", type: "text/html; charset=utf-8", text: "<!doctype html><title>Vérifier</title>" }];
const served = { verification: { page, origin: "https://verification.example", inside: 32, pointsPerAddress: 10_000 } };
const broken = { pull: async () => { throw new Error("broken"); } };

const kinds: readonly Kind[] = [
  { what: "an answer", status: 200, path: "/v1/hello" },
  { what: "the verification page", status: 200, path: "/verification", over: served, isPage: true },
  { what: "a page that the browser has", status: 304, path: "/verification", over: served, isPage: true },
  { what: "what a browser asks before another origin's page may", status: 204, method: "OPTIONS", path: "/v1/verify", headers: { origin: "https://verification.example" }, over: served },
  { what: "the news", status: 200, path: "/v1/news", headers: asAdvisor },
  { what: "the measures", status: 200, path: "/metrics" },
  { what: "the description", status: 200, path: "/openapi.json" },
  { what: "a malformed request", status: 400, method: "POST", path: "/v1/pull", headers: json, body: "{" },
  { what: "what is not HTTP", status: 400, path: "", raw: "HELLO\r\n\r\n" },
  { what: "no token", status: 401, path: "/v1/me" },
  { what: "no right", status: 403, method: "POST", path: "/v1/pull", headers: { ...asOperator, "content-type": "application/json" }, body: JSON.stringify(aPull()) },
  { what: "an unknown address", status: 404, path: "/v1/nothing" },
  { what: "an address that cannot be read", status: 404, path: "/v1/%zz" },
  { what: "another method", status: 405, method: "DELETE", path: "/v1/push" },
  { what: "a head that never ends", status: 408, path: "", raw: "GET / HTTP/1.1\r\n", over: { limits: { ...roomyLimits, patience: { ...roomyLimits.patience, headersMs: 100, checkMs: 50 } } } },
  { what: "a body too large", status: 413, method: "POST", path: "/v1/pull", headers: json, body: "x".repeat(200_000) },
  { what: "a head too large", status: 413, path: "", raw: requestHead("GET", "/v1/hello", { "x-long": "x".repeat(40_000) }) },
  { what: "another type", status: 415, method: "POST", path: "/v1/pull", headers: { ...json, "content-type": "text/plain" }, body: "{}" },
  { what: "too many requests", status: 429, path: "/v1/me", headers: asAdvisor, over: { limits: { ...roomyLimits, perPerson: 0 } } },
  { what: "a fault of the work", status: 500, method: "POST", path: "/v1/pull", headers: json, body: JSON.stringify(aPull()), services: broken },
  { what: "a full house", status: 503, path: "/v1/me", headers: asAdvisor, over: { limits: { ...roomyLimits, inside: 0 } } },
];

test.each(kinds.flatMap((kind) => [{ ...kind, isHttps: true }, { ...kind, isHttps: false }]))("$what ($status, https: $isHttps) carries every header of safety", async ({ isHttps, ...kind }) => {
  const server = await testServer({ ...kind.over, isHttps }, fakeServices(kind.services));
  const { status, headers } = await ask(await server.listen(), kind);
  expect(status).toBe(kind.status);
  expect(headers.get("strict-transport-security")).toBe(isHttps ? "max-age=31536000" : undefined);
  expect(headers.get("content-security-policy")).toMatch(kind.isPage === true ? /^default-src 'none';.*frame-ancestors 'none'/ : /^default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'$/);
  expect(Object.fromEntries(SAFE.map((name) => [name, headers.get(name)]))).toEqual({
    "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin", "origin-agent-cluster": "?1", "x-dns-prefetch-control": "off", "x-download-options": "noopen",
    "x-permitted-cross-domain-policies": "none", "x-xss-protection": "0",
  });
  expect(headers.get("cache-control")).toMatch(kind.isPage === true ? /^public, max-age=60$/ : /^no-store/);
  expect([headers.get("server"), headers.get("x-powered-by")]).toEqual([undefined, undefined]);
});

const SAFE = ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "origin-agent-cluster", "x-dns-prefetch-control", "x-download-options", "x-permitted-cross-domain-policies", "x-xss-protection"];

/** On a socket of its own, so that all that was said is seen. */
async function ask(address: string, { method = "GET", path, headers = {}, body, raw, status }: Kind): Promise<Said> {
  const known: Record<string, string> = status === 304 ? { "if-none-match": (await ask(address, { what: "", path, status: 200 })).headers.get("etag") ?? "" } : {};
  const length: Record<string, string> = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const client = openRaw(address, raw ?? `${requestHead(method, path, { ...headers, ...known, ...length })}${body ?? ""}`);
  await expect.poll(client.said).toContain("\r\n\r\n");
  client.socket.destroy();
  const [first = "", ...lines] = client.said().split("\r\n\r\n", 1)[0]?.split("\r\n") ?? [];
  return { status: Number(first.split(" ")[1]), headers: new Map(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)])) };
}
