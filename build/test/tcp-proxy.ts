import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A piece of network that a test may cut: between a client, which knows only this address, and whatever server stands behind it now. */
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
  let target: number | undefined;
  let isCut = false;
  let left = { sent: Number.POSITIVE_INFINITY, received: Number.POSITIVE_INFINITY };
  const sockets = new Set<Socket>();
  const counted = (way: "sent" | "received") => (bytes: Buffer): void => {
    left[way] -= bytes.length;
    if (left[way] <= 0) cut();
  };
  const cut = (): void => {
    left = { sent: Number.POSITIVE_INFINITY, received: Number.POSITIVE_INFINITY };
    isCut = true;
    drop();
  };
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.once("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (isCut || target === undefined) return void near.resetAndDestroy();
    const far = keep(connect(target, "127.0.0.1"));
    near.on("data", counted("sent"));
    far.on("data", counted("received"));
    near.pipe(far).pipe(near);
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
    return undefined;
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port,
    lead: (to) => { target = to; },
    cut,
    restore: () => { isCut = false; },
    cutAfter: ({ sent = Number.POSITIVE_INFINITY, received = Number.POSITIVE_INFINITY }) => { left = { sent, received }; },
    close: async () => {
      drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
