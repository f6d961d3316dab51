import { Worker } from "node:worker_threads";
import { connectCore, type HostPowers, type PlainSettings } from "./connect-core.ts";
import type { CoreLink } from "./core-link.ts";
import type { Port } from "./port.ts";

/** The core in a thread of its own, so that nothing of the database ever stalls what serves the window. `entry` is for tests. */
export async function startCoreThread(settings: PlainSettings, powers: HostPowers, entry: URL = new URL("./core-worker.ts", import.meta.url)): Promise<CoreLink> {
  const worker = new Worker(entry, { name: "guichet-core" });
  const link = await connectCore(portOfWorker(worker), settings, powers).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  const left = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  return {
    ...link,
    close: async () => {
      await link.close();
      await left;
    },
  };
}

function portOfWorker(worker: Worker): Port {
  return {
    post: (message) => worker.postMessage(message),
    listen: (onMessage) => void worker.on("message", onMessage),
    onGone: (listener) => {
      worker.once("error", (error) => listener(`the core's thread fell: ${error instanceof Error ? error.message : String(error)}`));
      worker.once("exit", () => listener("the core's thread has ended"));
    },
  };
}
