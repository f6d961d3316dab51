import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { unwrap } from "../shared/kernel/result.ts";
import { newFile, openFirstTime, settled, temporaryFolder, testDeps } from "../main/core/test-support/open-core.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";

type Told = { readonly path: string; readonly key: string | undefined; readonly body: string };
type SpanTold = { readonly traceId: string; readonly spanId: string; readonly parentSpanId?: string; readonly name: string; readonly startTimeUnixNano: string; readonly endTimeUnixNano: string; readonly attributes: readonly { readonly key: string }[] };

const undo: (() => unknown)[] = [];
afterEach(async () => { for (const one of undo.splice(0).toReversed()) await one(); });

/** A collector, as far as OTLP over HTTP goes: it keeps what it is sent. */
async function startCollector(): Promise<{ readonly address: string; readonly told: Told[]; readonly spans: () => readonly SpanTold[] }> {
  const told: Told[] = [];
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      told.push({ path: request.url ?? "", key: request.headers["x-key"]?.toString(), body: Buffer.concat(pieces).toString("utf8") });
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => { server.closeAllConnections(); server.close(); });
  const spans = (): readonly SpanTold[] =>
    told.filter(({ path }) => path === "/v1/traces").flatMap(({ body }) => (JSON.parse(body) as { readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly SpanTold[] }[] }[] }).resourceSpans).flatMap(({ scopeSpans }) => scopeSpans).flatMap((scope) => scope.spans);
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told, spans };
}

async function typeAndSend(address: string, over: Parameters<typeof testDeps>[2] = {}): Promise<void> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const core = await openFirstTime(testDeps(folder.dir, address, over), "maelle.exemple");
  undo.push(() => core.close());
  await settled(core);
  const file = await newFile(core, { siren: "002000008", legalName: "Société Secrète", city: "Rennes", amount: 12_345_600 });
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
}

test("one trace goes from the keystroke to the commit; measures and lines are told to the same collector, with its key, and nothing of a client in any", async () => {
  const collector = await startCollector();
  const lines: string[] = [];
  const server = await startDemonstration({ GUICHET_DATA: await demonstrationFolder(), GUICHET_OTLP_ADDRESS: collector.address, GUICHET_OTLP_HEADERS: "x-key=a-secret-key", GUICHET_OTLP_TRACES: "1" }, lines);
  await typeAndSend(server.address);
  await server.close();

  const spans = collector.spans();
  const pushes = spans.filter(({ name }) => name === "POST /v1/push").map((span) => spans.filter(({ traceId }) => traceId === span.traceId));
  const whole = pushes.find((trace) => trace.some(({ name }) => name === "desk typed"));
  if (whole === undefined) throw new Error(`no such trace: ${JSON.stringify(spans.map(({ name }) => name))}`);
  const named = (name: string): SpanTold => { const found = whole.find((span) => span.name === name); if (found === undefined) throw new Error(`no span ${name}: ${JSON.stringify(whole.map((span) => span.name))}`); return found; };
  const [typed, outbox, request, wait, carried, committed] = ["desk typed", "desk outbox", "POST /v1/push", "push wait", "push transaction", "transaction"].map(named);
  for (const below of [typed, outbox, wait, carried]) expect(below?.parentSpanId).toBe(request?.spanId);
  expect(committed?.parentSpanId).toBe(carried?.spanId);
  const ms = ({ startTimeUnixNano, endTimeUnixNano }: SpanTold): number => Number((BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1_000_000n);
  for (const span of whole) expect([span.name, ms(span) >= 0 && ms(span) < 600_000]).toEqual([span.name, true]);
  expect(BigInt(typed?.endTimeUnixNano ?? "1")).toBe(BigInt(outbox?.startTimeUnixNano ?? "0"));
  expect(whole.filter(({ parentSpanId }) => parentSpanId === committed?.spanId).map(({ name }) => name).some((name) => name.endsWith("COMMIT"))).toBe(true);

  const of = (path: string): string => collector.told.filter((one) => one.path === path).map(({ body }) => body).join("\n");
  expect(of("/v1/metrics")).toContain("guichet_request_seconds");
  expect(of("/v1/metrics")).toContain("explicitBounds");
  expect(of("/v1/logs")).toContain("answered");
  // A line of a request bears the request's trace.
  expect(of("/v1/logs")).toContain(request?.traceId);
  expect(new Set(collector.told.map(({ key }) => key))).toEqual(new Set(["a-secret-key"]));
  const everything = collector.told.map(({ body }) => body).join("\n");
  for (const secret of ["Secrète", "002000008", "12345600", "maelle", "Maëlle", "Bearer", "a-secret-key"]) expect([secret, everything.includes(secret)]).toEqual([secret, false]);
  expect(lines.join("")).not.toContain("a-secret-key");
});

test("where IT wants nothing told of use, no trace is begun and no way is told; without a collector nothing is asked for", async () => {
  const collector = await startCollector();
  const server = await startDemonstration({ GUICHET_DATA: await demonstrationFolder(), GUICHET_OTLP_ADDRESS: collector.address, GUICHET_OTLP_TRACES: "1" });
  const headers: string[] = [];
  const listening: typeof fetch = async (address, init) => { headers.push(...Object.keys(init?.headers ?? {})); return await fetch(address, init); };
  await typeAndSend(server.address, { telemetryOff: true, fetch: listening });
  await server.close();
  expect(headers.filter((name) => /trace|journey/i.test(name))).toEqual([]);
  expect(collector.spans().some(({ name }) => name === "POST /v1/push")).toBe(true);
  expect(collector.spans().filter(({ name }) => name.startsWith("desk "))).toEqual([]);
});

test("a collector that is away, or answers nonsense, costs nobody an answer, and the end of the server no more than a moment", async () => {
  const server = await startDemonstration({ GUICHET_DATA: await demonstrationFolder(), GUICHET_OTLP_ADDRESS: "http://127.0.0.1:9", GUICHET_OTLP_TRACES: "1" });
  await typeAndSend(server.address);
  const end = await Promise.race([server.close().then(() => "ended"), new Promise((resolve) => setTimeout(resolve, 20_000, "hangs"))]);
  expect(end).toBe("ended");
});
