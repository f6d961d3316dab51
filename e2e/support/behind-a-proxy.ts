import { onTestFinished } from "vitest";
import { startKeepingProxy, type Keeping, type KeepingProxy } from "../../build/test/http-keeping-proxy.ts";
import type { Core } from "../../main/core/core.ts";
import type { Pace } from "../../main/core/sync/pace.ts";
import { newFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../../main/core/test-support/open-core.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { someFields } from "../../shared/testing/some-fields.ts";

/** As of a workstation, but for the seconds: its minute is 0.6 s. */
export const QUICK_PACE: Pace = { pollMs: 400, heldBack: { shortestMs: 100, longestMs: 600 }, again: { shortestMs: 6_000, longestMs: 36_000 }, stream: { greetingMs: 500, silenceMs: 40_000, togetherMs: 40 } };

/** Somebody's workstation, gone after the test. */
export async function personAt(address: string, login: string, pace: Pace = QUICK_PACE): Promise<Core> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const core = await openFirstTime(testDeps(folder.dir, address, { pace, log: { info: () => undefined, warn: () => undefined, error: console.error } }), login);
  onTestFinished(() => core.close());
  await settled(core);
  return core;
}

export async function proxyTo(server: string, keeping: Keeping): Promise<KeepingProxy> {
  const opened = await startKeepingProxy(server, keeping);
  onTestFinished(() => opened.close());
  return opened;
}

export const isHeldBack = async (core: Core): Promise<boolean> => (await core.handlers["sync.status"](undefined)).newsHeldBack === true;

/** How long what one sealed takes to be seen by the other. */
export async function seenAfterMs(from: Core, to: Core, seed: number): Promise<number> {
  const file = await newFile(from, someFields(seed));
  unwrap(await from.handlers["files.seal"]({ file }), "seal");
  await settled(from);
  const sealedAt = performance.now();
  await until("a colleague's file", async () => (await to.handlers["files.open"]({ file })).ok);
  return performance.now() - sealedAt;
}
