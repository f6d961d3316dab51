import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { until } from "../main/core/test-support/open-core.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";
import { isHeldBack, personAt, proxyTo, QUICK_PACE, seenAfterMs } from "./support/behind-a-proxy.ts";

const startServer = async (): Promise<string> => (await startDemonstration({ GUICHET_DATA: await demonstrationFolder() })).address;
/** The longest interval, as long as it may be drawn, and the answer on a slow machine. */
const LONGEST_MS = QUICK_PACE.heldBack.longestMs * 1.2 + 1_000;

describe("[SY71] behind a proxy that keeps answers", () => {
  test("until their end: a colleague's change comes within the interval, the person is told quietly, and an idle workstation asks one small question an interval", async () => {
    const server = await startServer();
    const between = await proxyTo(server, "all");
    const [maelle, yann] = [await personAt(server, "maelle.exemple"), await personAt(between.address, "yann.modele")];
    await until("it is noticed", () => isHeldBack(yann));
    expect(await yann.handlers["sync.status"](undefined)).toMatchObject({ kind: "idle", newsHeldBack: true, error: undefined });
    expect(await isHeldBack(maelle)).toBe(false);
    // Quiet for long enough that it asks as seldom as it ever will.
    await setTimeout(1_500);
    between.asked();
    await setTimeout(3_000);
    const asked = between.asked();
    expect(new Set(asked)).toEqual(new Set(["/v1/pull"]));
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(3_000 / (QUICK_PACE.heldBack.longestMs * 0.8)) + 1);
    expect(await seenAfterMs(maelle, yann, 1)).toBeLessThan(LONGEST_MS);
    expect(await isHeldBack(yann)).toBe(true);
  });

  test("of their body only: the same; where a proxy keeps nothing, an idle workstation asks nothing at all", async () => {
    const server = await startServer();
    const [keeps, hands] = [await proxyTo(server, "body"), await proxyTo(server, "nothing")];
    const [maelle, yann] = [await personAt(hands.address, "maelle.exemple"), await personAt(keeps.address, "yann.modele")];
    await until("it is noticed", () => isHeldBack(yann));
    expect(await seenAfterMs(maelle, yann, 2)).toBeLessThan(LONGEST_MS);
    hands.asked();
    await setTimeout(1_500);
    expect([hands.asked(), await isHeldBack(maelle)]).toEqual([[], false]);

    // A network that is away as a whole is no proxy that keeps.
    await hands.close();
    await until("offline", async () => {
      await maelle.handlers["sync.now"](undefined);
      return (await maelle.handlers["sync.status"](undefined)).kind === "offline";
    });
    await setTimeout(QUICK_PACE.stream.greetingMs + 500);
    expect(await isHeldBack(maelle)).toBe(false);
  });
});
