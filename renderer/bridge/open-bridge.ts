import type { Bridge } from "../../shared/bridge/contract.ts";
import type { HostLink } from "./host-link.ts";
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
    return window.guichet;
  }
  return openLoopbackBridge(takeToken(), onLink);
}

function takeToken(): string | undefined {
  const token = /^#t=([\w-]+)$/.exec(location.hash)?.[1];
  if (token !== undefined) history.replaceState(null, "", location.pathname + location.search);
  return token;
}
