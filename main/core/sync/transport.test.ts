import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createEncoder } from "./body-encoding.ts";
import { classify, retryAfterMs } from "./classify-failure.ts";
import { parseEvent } from "./news-stream.ts";

const long = "x".repeat(5_000);
const why = (status: number, code?: "G4003" | "G4001") => ({ status, code, failure: { kind: "unauthorised" } as const });

describe("bodies", () => {
  test("small ones go as they are, large ones in the best encoding that is accepted", () => {
    const encoder = createEncoder();
    expect(encoder.encode("{}")).toEqual({ body: "{}", headers: { "content-type": "application/json" } });
    const zstd = encoder.encode(long);
    expect(zstd.headers["content-encoding"]).toBe("zstd");
    expect(zstdDecompressSync(zstd.body).toString()).toBe(long);
    expect(encoder.stepDown(why(415))).toBe(true);
    const gzip = encoder.encode(long);
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(gzip.body).toString()).toBe(long);
    expect(encoder.stepDown(why(400, "G4003"))).toBe(true);
    expect(encoder.encode(long)).toEqual({ body: long, headers: { "content-type": "application/json" } });
    expect(encoder.stepDown(why(415))).toBe(false);
  });

  test("only an encoding that was refused is given up", () => {
    const encoder = createEncoder();
    encoder.encode(long);
    expect([why(500), why(400, "G4001"), why(401), why(409)].map(encoder.stepDown)).toEqual([false, false, false, false]);
    encoder.encode("{}");
    expect(encoder.stepDown(why(415))).toBe(false);
  });
});

describe("answers outside 2xx", () => {
  const answer = (status: number, code: string, params: Record<string, unknown> = {}, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify({ code, params, fields: [], request: "r" }), { status, headers });

  test.each([
    [401, "G3001", { kind: "unauthorised" }],
    [409, "G4008", { kind: "gap", have: 7 }],
    [413, "G4002", { kind: "too-large" }],
    [409, "G4009", { kind: "final", error: { code: "G4009", params: { have: 7 }, fields: [] } }],
    [409, "G4011", { kind: "stranger", error: { code: "G4011", params: { have: 7 }, fields: [] } }],
    [426, "G4010", { kind: "final", error: { code: "G4010", params: { have: 7 }, fields: [] } }],
    [403, "G3003", { kind: "final", error: { code: "G3003", params: { have: 7 }, fields: [] } }],
    [503, "G5002", { kind: "asked-to-wait", error: { code: "G5002", params: { have: 7 }, fields: [] }, afterMs: 3_000 }],
    [429, "G4004", { kind: "asked-to-wait", error: { code: "G4004", params: { have: 7 }, fields: [] }, afterMs: 3_000 }],
    [500, "G5001", { kind: "unreachable", error: { code: "G5001", params: { have: 7 }, fields: [] } }],
    [400, "G4001", { kind: "unreachable", error: { code: "G4001", params: { have: 7 }, fields: [] } }],
  ])("%i %s", async (status, code, failure) => {
    expect((await classify(answer(status, code, { have: 7 }, { "retry-after": "3" }))).failure).toEqual(failure);
  });

  test.each([
    [401, { kind: "unauthorised" }], [413, { kind: "too-large" }], [503, { kind: "asked-to-wait", error: { code: "G5002" }, afterMs: undefined }],
    [407, { kind: "unreachable", error: { code: "G5005", params: { status: 407 } } }], [502, { kind: "unreachable", error: { code: "G5005", params: { status: 502 } } }],
  ])("of a proxy, by its status alone: %i", async (status, failure) => {
    expect((await classify(new Response("<html>Zscaler</html>", { status }))).failure).toEqual(failure);
  });

  test("Retry-After is seconds or a date, a day at most", () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    expect([null, "5", " 12 ", "Thu, 01 Jan 2026 00:00:30 GMT", "Wed, 31 Dec 2025 00:00:00 GMT", "999999999", "soon"].map((text) => retryAfterMs(text, now)))
      .toEqual([undefined, 5_000, 12_000, 30_000, 0, 86_400_000, undefined]);
  });
});

test("[SY45] an event carries its data, comments and nonsense are silence", () => {
  const branch = "01800000-0000-7000-8000-000000000001";
  expect(parseEvent(`data: {"branch":"${branch}","n":4}`)).toEqual([{ branch, n: 4 }]);
  expect(parseEvent(`event: date\ndata: {"businessDate":"2020-05-01"}`)).toEqual([{ businessDate: "2020-05-01" }]);
  expect(parseEvent(`id: 1\r\ndata: {"branch":"${branch}",\r\ndata: "n":4}`)).toEqual([{ branch, n: 4 }]);
  for (const silence of [": still here", "retry: 2000", "", "data: {", "data: {\"n\":1}"]) expect(parseEvent(silence)).toEqual([]);
});
