import { mkdirSync } from "node:fs";
import type { Bridge } from "../../shared/bridge/contract.ts";
import { bridgeOf } from "../../main/core/port/core-link.ts";
import { startCoreThread } from "../../main/core/port/core-thread.ts";

export type WindowlessCore = { readonly bridge: Bridge; readonly close: () => Promise<void> };

/** The real core in a thread of its own, on a real folder, with no window and no log: a workstation for the story and the measurements. */
export async function startWindowlessCore(place: { readonly version: string; readonly host: "cli" | "test"; readonly dataDir: string; readonly serverUrl: string }): Promise<WindowlessCore> {
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const link = await startCoreThread(place, {
    log: quiet, keyVault: { kind: "none" }, fetch: undefined, openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback",
  });
  return { bridge: bridgeOf(link), close: () => link.close() };
}
