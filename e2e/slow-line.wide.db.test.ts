import { expect, test } from "vitest";
import { newFile, settled, until } from "../main/core/test-support/open-core.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { lineUnderWeather } from "./support/line-under-weather.ts";

const FILES = 80;
/** Of a push whose body took its time on that line. */
const SLOW_MS = 2_000;

test("a branch on 64 kbit/s sends what it made without a network: its pushes take seconds to come, and none is ended for that", async () => {
  const lines: string[] = [];
  const { proxy, behind, beside } = await lineUnderWeather(lines);
  proxy.setWeather({ kind: "cut" });
  for (let company = 0; company < FILES; company += 1) unwrap(await behind.handlers["files.seal"]({ file: await newFile(behind, someFields(company)) }), "seal");
  proxy.setWeather({ kind: "slow", delayMs: 200, bytesPerSecond: 8_000, stalls: { share: 0.05, forMs: 300 } });
  void behind.handlers["sync.now"](undefined);
  await until("all has left", async () => (await behind.handlers["sync.status"](undefined)).waiting === 0);
  await settled(behind);
  await until("the other has them", async () => (await beside.handlers["files.list"]({ search: "", filter: "all", sort: "recent", offset: 0, limit: 50 })).total === FILES);
  const pushes = lines.map((line): { readonly route?: string; readonly status?: number; readonly ms?: number } => JSON.parse(line)).filter(({ route }) => route === "/v1/push");
  expect(Math.max(...pushes.map(({ ms = 0 }) => ms))).toBeGreaterThan(SLOW_MS);
  expect(new Set(pushes.map(({ status }) => status))).toEqual(new Set([200]));
});
