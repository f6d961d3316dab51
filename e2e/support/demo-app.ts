import { startChild, type Child } from "./child.ts";

export type DemoApp = {
  readonly dataDir: string;
  readonly start: () => Promise<void>;
  /** A fresh address that opens the window once. */
  readonly address: () => Promise<string>;
  /** Nothing of it runs for so long, as in a computer that sleeps. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly kill9: () => Promise<void>;
  readonly stop: () => Promise<number | undefined>;
  readonly said: () => string;
};

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]+/;

/** The loopback host in its own process, on a data folder, without a browser of its own. */
export function createDemoApp(dataDir: string, serverUrl: string, env: { readonly [name: string]: string | undefined } = {}, words: readonly string[] = []): DemoApp {
  let child: Child | undefined;
  let first: string | undefined;
  return {
    dataDir,
    start: async () => {
      child = startChild("main/hosts/loopback/main.ts", ["--data", dataDir, "--server", serverUrl, "--no-open", "--lang", "fr", ...words], env);
      first = (await child.saw(ADDRESS))[0];
    },
    address: async () => {
      if (child === undefined) throw new Error("the app is not started");
      const printed = first;
      first = undefined;
      if (printed !== undefined) return printed;
      child.write("\n");
      return (await child.saw(ADDRESS))[0];
    },
    sleep: async (ms) => {
      if (child === undefined) throw new Error("the app is not started");
      process.kill(child.pid, "SIGSTOP");
      await new Promise((resolve) => setTimeout(resolve, ms));
      process.kill(child.pid, "SIGCONT");
    },
    kill9: async () => child?.kill9(),
    stop: async () => child?.stop(),
    said: () => child?.said() ?? "",
  };
}
