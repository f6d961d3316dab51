import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { openTcpProxy, type TcpProxy } from "../../build/weather/tcp-proxy.ts";
import type { Mark } from "./clear-search.ts";

/** A network whose bytes are kept: only there are a sign-in's tokens seen, which nobody else is given. */
export type TappedNetwork = TcpProxy & { readonly tokens: () => readonly Mark[] };

/** In what the identity provider answers, and in the addresses and headers that bear them. */
const TOKENS: readonly (readonly [string, RegExp])[] = [
  ["access token", /"access_token":"([^"]{20,})"/g], ["refresh token", /"refresh_token":"([^"]{20,})"/g], ["identity token", /"id_token":"([^"]{20,})"/g],
  ["authorization code", /[?&]code=([\w-]{20,})/g], ["session cookie", /set-cookie: _?\w*(?:session|interaction)\w*=([\w-]{15,})/gi],
];

export async function openTappedNetwork(): Promise<TappedNetwork> {
  const network = await openTcpProxy();
  const heard: Buffer[] = [];
  let target = 0;
  const sockets = new Set<Socket>();
  const keep = (from: Socket, to: Socket): void => {
    sockets.add(from.once("close", () => sockets.delete(from)).on("error", () => to.destroy()).on("data", (bytes) => heard.push(bytes)));
    from.pipe(to);
  };
  const tap = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    keep(near, far);
    keep(far, near);
  });
  await new Promise<void>((resolve) => tap.listen(0, "127.0.0.1", resolve));
  return {
    ...network,
    lead: (to) => {
      target = to ?? 0;
      network.lead(to === undefined ? undefined : (tap.address() as AddressInfo).port);
    },
    tokens: () => {
      const said = Buffer.concat(heard).toString("latin1");
      return TOKENS.flatMap(([name, pattern]) => [...new Set([...said.matchAll(pattern)].map((match) => secretPart(match[1] ?? "")))].map((text) => ({ name, text })));
    },
    close: async () => {
      await network.close();
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => tap.close(resolve));
    },
  };
}

/** Of a signed token its signature: the rest says only who and when, in words that others may share. */
const secretPart = (token: string): string => token.split(".").at(-1) ?? token;
