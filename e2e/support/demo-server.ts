import { existsSync } from "node:fs";
import { putDemonstration } from "../../sync-server/testing/prepared-demonstration.ts";
import { startChild, type Child } from "./child.ts";
import type { TcpProxy } from "../../build/weather/tcp-proxy.ts";

export type DemoServer = {
  /** Of the network in front of it: the same before and after a restart. */
  readonly url: string;
  /** Nobody reaches it before `notBefore` has settled, however soon it is ready. */
  readonly start: (notBefore?: Promise<unknown>) => Promise<void>;
  readonly kill9: () => Promise<void>;
  readonly stop: () => Promise<number | undefined>;
  readonly said: () => string;
};

/**
 * A whole sync server in its own process, a demonstration on the embedded store in `dataDir`, reached through `network` only. Where that
 * folder is not there yet, it starts as for the second time: first starts are e2e/start.e2e.ts.
 */
export function createDemoServer(dataDir: string, network: TcpProxy, env: { readonly [name: string]: string | undefined } = {}): DemoServer {
  const url = `http://127.0.0.1:${network.port}`;
  let child: Child | undefined;
  return {
    url,
    start: async (notBefore) => {
      if (!existsSync(dataDir)) await putDemonstration(dataDir);
      child = startChild("sync-server/main.ts", [], {
        GUICHET_DATA: dataDir, GUICHET_PORT: "0", GUICHET_HOST: "127.0.0.1", GUICHET_PUBLIC_URL: url, GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "pglite",
        GUICHET_RATE_PERSON: "1000000", GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_ADDRESS: "1000000", ...env,
      });
      const [, port] = await child.saw(/"address":"http:\/\/127\.0\.0\.1:(\d+)"/);
      await notBefore;
      network.lead(Number(port));
    },
    kill9: async () => {
      await child?.kill9();
      network.lead(undefined);
    },
    stop: async () => {
      const code = await child?.stop();
      network.lead(undefined);
      return code;
    },
    said: () => child?.said() ?? "",
  };
}
