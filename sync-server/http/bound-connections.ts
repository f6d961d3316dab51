import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * At most `max` connections. One more ends the oldest that never asked for anything, then the oldest that waits between two requests; never one whose
 * request is at work. So that whoever fills the house with silence is put out of it by the next who has something to say.
 */
export function boundConnections(server: Server, max: number): void {
  const open = new Set<Socket>();
  const silent = new Set<Socket>();
  const waiting = new Set<Socket>();
  const forget = (socket: Socket): void => [open, silent, waiting].forEach((sockets) => sockets.delete(socket));

  server.on("connection", (socket: Socket) => {
    open.add(socket);
    silent.add(socket);
    socket.once("close", () => forget(socket));
    if (open.size <= max) return;
    const [oldest = socket] = silent.size > 1 || waiting.size === 0 ? silent : waiting;
    forget(oldest);
    oldest.destroy();
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    waiting.delete(socket);
    response.once("close", () => {
      if (open.has(socket)) waiting.add(socket);
    });
  });
}
