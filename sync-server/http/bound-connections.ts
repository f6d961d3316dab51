import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** By its two ends: under TLS a request's socket is another object than the connection that was counted. */
const nameOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string => [remoteAddress, remotePort, localAddress, localPort].join(" ");

/**
 * At most `max` connections. One more ends the oldest that never asked for anything, then the oldest that waits between two requests; never one whose
 * request is at work. So that whoever fills the house with silence is put out of it by the next who has something to say.
 */
export function boundConnections(server: Server, max: number): void {
  const open = new Map<string, Socket>();
  const silent = new Set<string>();
  const waiting = new Set<string>();
  const forget = (name: string): void => [open, silent, waiting].forEach((connections) => connections.delete(name));

  server.on("connection", (socket: Socket) => {
    const name = nameOf(socket);
    open.set(name, socket);
    silent.add(name);
    // The same two ends may be another connection's by the time the former is heard to close.
    socket.once("close", () => open.get(name) === socket && forget(name));
    if (open.size <= max) return;
    const [oldest = name] = silent.size > 1 || waiting.size === 0 ? silent : waiting;
    const ended = open.get(oldest);
    forget(oldest);
    ended?.destroy();
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    const name = nameOf(socket);
    silent.delete(name);
    waiting.delete(name);
    response.once("close", () => {
      if (open.has(name)) waiting.add(name);
    });
  });
}
