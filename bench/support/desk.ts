import { mkdirSync } from "node:fs";
import type { Bridge } from "../../shared/bridge/contract.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { bridgeOf } from "../../main/core/port/core-link.ts";
import { startCoreThread } from "../../main/core/port/core-thread.ts";

/** A whole workstation in its own thread, signed in to a demonstration and about to choose its passphrase. */
export async function openBenchDesk(dataDir: string, serverUrl: string, login: string): Promise<{ readonly bridge: Bridge; readonly choosePassphrase: () => Promise<void>; readonly close: () => Promise<void> }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const link = await startCoreThread(
    { version: "bench", host: "test", dataDir, serverUrl },
    { log: quiet, keyVault: { kind: "none" }, fetch: undefined, openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback" },
  );
  const bridge = bridgeOf(link);
  unwrap(await bridge.call("session.demonstrationSignIn", { login }), "sign in");
  return {
    bridge, close: () => link.close(),
    choosePassphrase: async () => void unwrap(await bridge.call("session.choosePassphrase", { passphrase: "mesure une phrase secrète" }), "passphrase"),
  };
}
