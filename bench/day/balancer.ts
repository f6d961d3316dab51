import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * One port before several servers: connections go to them in turn, and where one does not answer, to the next. What was under way on a server that
 * dies is cut; a repeated request is the client's affair, as in front of a centre.
 */
export type Balancer = {
  readonly port: number;
  /** Where connections may go from now on; those that are open stay. */
  readonly lead: (ports: readonly number[]) => void;
  readonly close: () => Promise<void>;
};

export async function openBalancer(): Promise<Balancer> {
  let targets: readonly number[] = [];
  let turn = 0;
  const open = new Set<Socket>();
  const hold = (socket: Socket): Socket => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    return socket.on("error", () => undefined);
  };
  const serve = async (near: Socket): Promise<void> => {
    const ports = targets;
    const first = (turn += 1);
    for (let i = 0; i < ports.length && !near.destroyed; i += 1) {
      const far = await reach(ports[(first + i) % ports.length] ?? 0);
      if (far === undefined) continue;
      join(hold(far), near);
      join(near, far);
      return;
    }
    near.resetAndDestroy();
  };
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (near) => void serve(hold(near)));
  await new Promise<void>((resolve, reject) => { server.once("error", reject).listen(0, "127.0.0.1", resolve); });
  return {
    port: (server.address() as AddressInfo).port, // listening on TCP
    lead: (ports) => { targets = ports; },
    close: async () => {
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
      for (const socket of open) socket.resetAndDestroy();
      await closed;
    },
  };
}

/** One end's bytes go to the other, and its death too. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.once("close", () => to.destroy());
}

function reach(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const far = connect({ host: "127.0.0.1", port, noDelay: true });
    far.once("connect", () => resolve(far)).once("error", () => resolve(undefined));
  });
}
