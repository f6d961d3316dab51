import { connect, type Socket } from "node:net";
import type { EventName } from "../../../shared/bridge/contract.ts";
import type { CoreLink } from "../port/core-link.ts";
import { createPeer } from "../port/peer.ts";
import type { ControlAsks, ControlNews } from "./control-asks.ts";
import { readControl } from "./control-file.ts";
import { portOfSocket } from "./control-socket.ts";

/** The Guichet that holds a data folder, reached from another process. `close` lets go of the line, the other Guichet stays. */
export type RunningGuichet = {
  readonly host: "electron" | "loopback";
  readonly version: string;
  readonly serverUrl: string;
  readonly link: Pick<CoreLink, "call" | "listen">;
  readonly address: () => Promise<string | undefined>;
  readonly show: () => Promise<void>;
  readonly close: () => void;
};

const PATIENCE_MS = 5_000;

/** Undefined when no Guichet answers for this folder. */
export async function findRunning(dataDir: string): Promise<RunningGuichet | undefined> {
  const control = readControl(dataDir);
  if (control === undefined) return undefined;
  const socket = await reach(control.path);
  if (socket === undefined) return undefined;
  const listeners = new Set<(name: EventName, news: unknown) => void>();
  const peer = createPeer<ControlAsks, ControlNews>(portOfSocket(socket), {
    news: async ({ name, news }) => listeners.forEach((listen) => listen(name, news)),
  });
  const late = setTimeout(() => socket.destroy(), PATIENCE_MS);
  const hello = await peer.ask("hello", control.secret).catch(() => undefined);
  clearTimeout(late);
  if (hello === undefined) {
    socket.destroy();
    return undefined;
  }
  return {
    ...hello,
    link: {
      call: (name, input) => peer.ask("call", { name, input }).catch(() => ({ ok: false, code: "G5001" }) as const),
      listen: (onNews) => {
        listeners.add(onNews);
        return () => listeners.delete(onNews);
      },
    },
    address: async () => (await peer.ask("address", undefined)).address,
    show: () => peer.ask("show", undefined),
    close: () => socket.destroySoon(),
  };
}

function reach(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket)).once("error", () => resolve(undefined));
    socket.on("error", () => socket.destroy());
  });
}
