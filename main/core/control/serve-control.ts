import { randomBytes } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { isSameSecret } from "../same-secret.ts";
import type { CoreLink } from "../port/core-link.ts";
import { createPeer } from "../port/peer.ts";
import type { ControlAsks, ControlNews } from "./control-asks.ts";
import { chooseControlPath, removeControl, writeControl } from "./control-file.ts";
import { portOfSocket } from "./control-socket.ts";

export type ControlledHost = {
  readonly dataDir: string;
  readonly host: "electron" | "loopback";
  readonly version: string;
  readonly serverUrl: string;
  readonly link: Pick<CoreLink, "call" | "listen">;
  readonly address: () => string | undefined;
  readonly show: () => Promise<void>;
};

/**
 * Lets other commands of the same person go through the core that holds the folder: a local socket (a named pipe on Windows) in a
 * folder of theirs only, and a secret from a file that only they can read.
 */
export async function serveControl(host: ControlledHost): Promise<{ readonly close: () => Promise<void> }> {
  const secret = randomBytes(32).toString("base64url");
  const path = chooseControlPath(host.dataDir, randomBytes(9).toString("hex"));
  if (process.platform !== "win32") rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)).on("error", () => socket.destroy()));
    serveSocket(socket, host, secret);
  });
  await listen(server, path);
  if (process.platform !== "win32") chmodSync(path, 0o600);
  writeControl(host.dataDir, { format: 1, path, secret, pid: process.pid });
  return {
    close: async () => {
      removeControl(host.dataDir, secret);
      for (const socket of sockets) socket.destroySoon();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (process.platform !== "win32" && dirname(path) !== host.dataDir) rmSync(dirname(path), { recursive: true, force: true });
    },
  };
}

function serveSocket(socket: Socket, host: ControlledHost, secret: string): void {
  let greeted = false;
  const guarded = <I, A>(work: (input: I) => Promise<A>) => async (input: I): Promise<A> => {
    if (!greeted) throw new Error("say hello first");
    return await work(input);
  };
  const peer = createPeer<ControlNews, ControlAsks>(portOfSocket(socket), {
    hello: async (given) => {
      if (typeof given !== "string" || !isSameSecret(given, secret)) {
        socket.destroySoon();
        throw new Error("not the secret of this folder");
      }
      if (!greeted) socket.once("close", host.link.listen((name, news) => peer.tell("news", { name, news })));
      greeted = true;
      return { host: host.host, version: host.version, serverUrl: host.serverUrl };
    },
    call: guarded(({ name, input }) => host.link.call(name, input)),
    address: guarded(async () => ({ address: host.address() })),
    show: guarded(() => host.show()),
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(path, () => resolve());
  });
}
