import { expect, test } from "vitest";
import { until } from "../main/core/test-support/open-core.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";
import { isHeldBack, personAt, proxyTo, QUICK_PACE, seenAfterMs } from "./support/behind-a-proxy.ts";

/** Long for the centre's sign of life, which comes every fifteen seconds and is what shows that a stream comes through. */
test("[SY71] once a proxy lets streams through, the stream comes back by itself, after it has shown that it does", async () => {
  const { address: server } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const between = await proxyTo(server, "body");
  const [maelle, yann] = [await personAt(server, "maelle.exemple"), await personAt(between.address, "yann.modele", { ...QUICK_PACE, again: { shortestMs: 1_500, longestMs: 1_500 } })];
  await until("it is noticed", () => isHeldBack(yann));
  await until("it is tried again", () => between.asked().includes("/v1/news"));
  expect(await isHeldBack(yann)).toBe(true);
  between.keep("nothing");
  await until("it comes through", async () => !(await isHeldBack(yann)));
  expect(await seenAfterMs(maelle, yann, 3)).toBeLessThan(1_000);
  between.asked();
  expect(await seenAfterMs(maelle, yann, 4)).toBeLessThan(1_000);
  expect(new Set(between.asked())).toEqual(new Set(["/v1/pull"]));
});
