import type { UtilityProcess } from "electron";
import { connectCore, type HostPowers, type PlainSettings } from "../../core/port/connect-core.ts";
import type { CoreLink } from "../../core/port/core-link.ts";
import type { Port } from "../../core/port/port.ts";
import type { Electron } from "./powers.ts";

/** The core in a process of its own, which no window's trouble reaches and whose trouble reaches no window. */
export async function startCoreProcess({ utilityProcess }: Pick<Electron, "utilityProcess">, entry: string, settings: PlainSettings, powers: HostPowers): Promise<CoreLink> {
  const child = utilityProcess.fork(entry, [], { serviceName: "Guichet", stdio: "inherit" });
  const left = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const link = await connectCore(portOfChild(child), settings, powers).catch((error: unknown) => {
    child.kill();
    throw error;
  });
  return {
    ...link,
    close: async () => {
      await link.close();
      await left;
    },
  };
}

function portOfChild(child: UtilityProcess): Port {
  return {
    post: (message) => child.postMessage(message),
    listen: (onMessage) => void child.on("message", onMessage),
    onGone: (listener) => void child.once("exit", (code) => listener(`the core's process has ended (${code})`)),
  };
}
