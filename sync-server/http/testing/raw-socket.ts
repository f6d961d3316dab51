import { connect, type Socket } from "node:net";

/** A client that says exactly what it is told to, when it is told to. */
export type RawClient = { readonly socket: Socket; readonly said: () => string; /** All that was answered, once the other side has ended it. */ readonly ended: Promise<string> };

export function openRaw(address: string, first = ""): RawClient {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  if (first !== "") socket.write(first);
  const chunks: Buffer[] = [];
  const said = (): string => Buffer.concat(chunks).toString();
  socket.on("data", (chunk) => chunks.push(chunk)).on("error", () => undefined);
  return { socket, said, ended: new Promise((resolve) => { socket.once("close", () => resolve(said())); }) };
}

export const requestHead = (method: string, path: string, headers: Readonly<Record<string, string>>): string =>
  `${method} ${path} HTTP/1.1\r\nhost: centre\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
