import { connect, createServer, type Socket } from "node:net";

/** A line between a workstation and the centre that can be cut: real sockets, refused and destroyed while it is down. */
export type TcpGate = {
  /** Address to give to the workstation. */
  readonly url: string;
  /** Destroys what is open and refuses what comes. */
  readonly cut: () => void;
  readonly restore: () => void;
  readonly close: () => Promise<void>;
};

/** Listens on a free port of 127.0.0.1 and forwards to `target` (http://127.0.0.1:PORT). */
export async function openTcpGate(target: string): Promise<TcpGate> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
    for (const [own, other] of [[near, far], [far, near]] as const) {
      open.add(own);
      own.on("error", () => other.destroy());
      own.on("close", () => {
        open.delete(own);
        other.destroy();
      });
      own.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  const destroyAll = (): void => { for (const socket of open) socket.destroy(); };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true;
      destroyAll();
    },
    restore: () => { isCut = false; },
    close: () => new Promise((resolve) => {
      destroyAll();
      server.close(() => resolve());
    }),
  };
}
