import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { promotedCentre, promoteInMidLoad, recountAll } from "./support/promoted-centre.ts";
import { wrongOf } from "./support/steady-line.ts";

test("[ST4] [ST7] the database's first server dies in mid-load and the one that follows it takes its place: nothing that was acknowledged is missing or twice, and the epoch stays", async () => {
  const centre = await promotedCentre(4);
  await centre.pair.synchronous("on");
  const before = await centre.hello();
  const stoodStillMs = await promoteInMidLoad(centre, 8_000, 5_000);
  const { files } = await recountAll(centre, before);
  console.info(`${files} files; nothing was answered for ${Math.round(stoodStillMs)} ms; ${JSON.stringify(centre.lines.map(({ refusals }) => Object.fromEntries(refusals)))}`);
  expect(stoodStillMs).toBeLessThan(60_000);
});

test("[ST7] an address that leads to the one that follows before it may write makes everybody wait, and nothing else", async () => {
  const centre = await promotedCentre(2);
  await centre.pair.synchronous("on");
  const before = await centre.hello();
  for (const line of centre.lines) line.begin();
  await setTimeout(1_000);
  await centre.pair.killPrimary();
  centre.pair.leadToStandby();
  await setTimeout(1_500);
  await centre.pair.promote();
  await setTimeout(1_000);
  for (const line of centre.lines) {
    await line.finish();
    expect([...line.refusals.keys()]).toEqual(["G5002"]);
  }
  await recountAll(centre, before);
});

test("while the one that follows cannot be reached nothing is acknowledged; then all of it is, once", async () => {
  const centre = await promotedCentre(2);
  await centre.pair.synchronous("on");
  const before = await centre.hello();
  for (const line of centre.lines) line.begin();
  await setTimeout(1_000);
  centre.pair.replication.setWeather({ kind: "silent" });
  await setTimeout(500);
  const answered = centre.lines.map(({ answeredAt }) => answeredAt.length);
  await setTimeout(3_000);
  expect(centre.lines.map(({ answeredAt }) => answeredAt.length)).toEqual(answered);
  centre.pair.replication.setWeather({ kind: "fair" });
  await setTimeout(1_000);
  for (const line of centre.lines) await line.finish();
  await recountAll(centre, before);
});

test("the recount finds what is lost: without waiting for the one that follows, a death loses what it was told not", async () => {
  const centre = await promotedCentre(2);
  await centre.pair.synchronous("off");
  for (const line of centre.lines) line.begin();
  await setTimeout(1_000);
  centre.pair.replication.setWeather({ kind: "silent" });
  await setTimeout(1_500);
  for (const line of centre.lines) await line.finish();
  await centre.pair.killPrimary();
  centre.pair.replication.setWeather({ kind: "cut" });
  await centre.pair.promote();
  const wrong = await Promise.all(centre.lines.map((line) => wrongOf(centre.server, line).catch((error: unknown) => [String(error)])));
  expect(wrong.flat().length).toBeGreaterThan(0);
});
