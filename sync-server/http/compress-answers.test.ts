import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { ok } from "../../shared/kernel/result.ts";
import { chooseEncoding } from "./compress-answer.ts";
import { EPOCH, fakeServices } from "./testing/fake-services.ts";
import { aPull } from "./testing/messages.ts";
import { asAdvisor, testServer } from "./testing/test-server.ts";

test.each([
  [undefined, undefined], ["", undefined], ["br", undefined], ["gzip", "gzip"], ["gzip, zstd", "zstd"], ["zstd;q=0, gzip", "gzip"], ["gzip;q=1, zstd;q=0.5", "gzip"],
  ["*", "gzip"], ["GZIP", "gzip"], ["gzip;q=0", undefined], ["gzip;q=x", undefined],
])("accepting %s is answered in %s", (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding);
});

test("long answers are compressed, short ones are not, and both are the same text", async () => {
  const long = { epoch: EPOCH, businessDate: "2020-04-15", rules: "r".repeat(5_000), have: 0, feeds: [] };
  const { app } = await testServer({}, fakeServices({ pull: async () => ok(long) }));
  const pull = (accepted: string) => app.inject({ method: "POST", url: "/v1/pull", headers: { ...asAdvisor, "accept-encoding": accepted }, payload: aPull() });
  for (const [name, decode] of [["gzip", gunzipSync], ["zstd", zstdDecompressSync]] as const) {
    const answer = await pull(name);
    expect([answer.headers["content-encoding"], answer.headers["vary"], Number(answer.headers["content-length"]) < 1_000]).toEqual([name, "accept-encoding", true]);
    expect(JSON.parse(decode(answer.rawPayload).toString())).toEqual(long);
  }
  expect((await pull("identity")).json()).toEqual(long);
  expect((await app.inject({ url: "/v1/me", headers: { ...asAdvisor, "accept-encoding": "gzip" } })).headers["content-encoding"]).toBeUndefined();
});
