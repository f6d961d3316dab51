import type { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import type { Port } from "../port/port.ts";

/** Largest message: an import of 50 million characters, escaped. */
const LARGEST_LINE = 120_000_000;

/** A line between two processes of one person: JSON texts, one a line. A message that is none ends the line. */
export function portOfSocket(socket: Socket): Port {
  return {
    post: (message) => void (socket.writable && socket.write(`${JSON.stringify(message)}\n`)),
    listen: (onMessage) => {
      const decoder = new StringDecoder("utf8");
      const pieces: string[] = [];
      let held = 0;
      socket.on("data", (bytes: Buffer) => {
        const lines = decoder.write(bytes).split("\n");
        for (const [index, line] of lines.entries()) {
          pieces.push(line);
          held += line.length;
          if (held > LARGEST_LINE) return void socket.destroy();
          if (index === lines.length - 1) break;
          const message = readMessage(pieces.join(""));
          pieces.length = 0;
          held = 0;
          if (message === undefined) return void socket.destroy();
          onMessage(message);
        }
        return undefined;
      });
    },
    onGone: (listener) => void socket.once("close", () => listener("the line was closed")),
  };
}

function readMessage(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
