import type { Bridge } from "../../shared/bridge/contract.ts";
import { isErrorCode } from "../../shared/kernel/error-codes.ts";
import { BridgeFailure, type HostLink } from "./host-link.ts";
import { openLoopbackBridge } from "./loopback-bridge.ts";

declare global {
  interface Window {
    /** What Electron's preload exposes; absent in a browser. */
    readonly guichet?: Bridge;
  }
}

/** The bridge of whoever hosts this page. The one-time token is taken out of the address before anything else. */
export async function openBridge(onLink: (link: HostLink) => void): Promise<Bridge> {
  if (window.guichet !== undefined) {
    onLink("joined");
    return nameFailures(window.guichet);
  }
  return openLoopbackBridge(takeToken(), onLink);
}

/** Of an error, the wall between preload and page lets only the message through, and ours is its code: it becomes the failure it was. */
export const nameFailures = (bridge: Bridge): Bridge => ({
  on: bridge.on,
  call: async (name, input) => {
    try {
      return await bridge.call(name, input);
    } catch (thrown) {
      const said = thrown instanceof Error ? thrown.message : "";
      throw new BridgeFailure(isErrorCode(said) ? said : "G5001");
    }
  },
});

function takeToken(): string | undefined {
  const token = /^#t=([\w-]+)$/.exec(location.hash)?.[1];
  if (token !== undefined) history.replaceState(null, "", location.pathname + location.search);
  return token;
}
