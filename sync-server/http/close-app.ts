import type { FastifyInstance } from "fastify";
import type { Socket } from "node:net";

/**
 * Before `app` listens; answers how it is closed: what is inside is waited for, `ms` at most. A connection on which nothing was said yet is cut
 * at once: browsers and fetch open them ahead of need, and Node counts one as busy until its first request.
 */
export function prepareClose({ server, close }: Pick<FastifyInstance, "server" | "close">): (ms: number) => Promise<void> {
  /** What each had said when it began: nothing, or a handshake. */
  const sockets = new Map<Socket, number>();
  for (const event of ["connection", "secureConnection"]) server.on(event, (socket: Socket) => {
    sockets.set(socket, socket.bytesRead);
    socket.once("close", () => sockets.delete(socket));
  });
  return async (ms) => {
    const cut = setTimeout(() => server.closeAllConnections(), ms);
    const closed = close();
    for (const [socket, bytes] of sockets) if (socket.bytesRead === bytes) socket.destroy();
    await closed;
    clearTimeout(cut);
  };
}
