import type { Bridge } from "../../shared/bridge/contract.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { startWindowlessCore } from "../../build/demo/windowless-core.ts";

/** A whole workstation in its own thread, signed in to a demonstration and about to choose its passphrase. */
export async function openBenchDesk(dataDir: string, serverUrl: string, login: string): Promise<{ readonly bridge: Bridge; readonly choosePassphrase: () => Promise<void>; readonly close: () => Promise<void> }> {
  const { bridge, close } = await startWindowlessCore({ version: "bench", host: "test", dataDir, serverUrl });
  unwrap(await bridge.call("session.demonstrationSignIn", { login }), "sign in");
  return {
    bridge, close,
    choosePassphrase: async () => void unwrap(await bridge.call("session.choosePassphrase", { passphrase: "mesure lampe rivage ticket" }), "passphrase"),
  };
}
