import { openTcpProxy } from "../weather/tcp-proxy.ts";

/** A piece of network on this computer that a test may cut: between a client, which knows only this address, and whatever server stands behind it now. */
export type Network = {
  readonly port: number;
  /** Where connections go from now on; undefined: nowhere, as if no server listened. */
  readonly lead: (port: number | undefined) => void;
  /** Ends every connection, and lets none in until {@link restore}. */
  readonly cut: () => void;
  readonly restore: () => void;
  /** Cuts when so many bytes more have gone to the server, or come from it: in the middle of whatever they are. */
  readonly cutAfter: (limit: { readonly sent?: number; readonly received?: number }) => void;
  readonly close: () => Promise<void>;
};

export async function createNetwork(): Promise<Network> {
  const { port, lead, setWeather, close } = await openTcpProxy({});
  return {
    port, close,
    lead: (to) => lead(to === undefined ? undefined : { host: "127.0.0.1", port: to }),
    cut: () => setWeather({ kind: "cut" }),
    restore: () => setWeather({ kind: "fair" }),
    cutAfter: (limit) => setWeather({ kind: "truncated", ...limit }),
  };
}
