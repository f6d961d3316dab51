import { Agent, createServer, get, request, type IncomingMessage, type ServerResponse } from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** One address in front of several servers, as a load balancer is: requests go round those whose /readyz says yes. For tests, on this machine. */
export type HttpBalancer = {
  readonly address: string;
  /** Sends requests there as soon as it is ready. */
  readonly add: (server: string) => Promise<void>;
  /** No request goes there any more, as when a pod is taken out of its service. Fulfilled when those that were there are answered; event streams go on. */
  readonly turnAway: (server: string) => Promise<void>;
  readonly remove: (server: string) => void;
  readonly isUsed: (server: string) => boolean;
  /** Ends its own connections to servers; new ones are opened for what comes next. */
  readonly reconnect: () => void;
  /** Statuses answered to clients, event streams included, and how often each. */
  readonly statuses: () => ReadonlyMap<number, number>;
  /** Requests that no server answered: none was ready, or one broke off. Nothing is tried a second time. */
  readonly lost: () => readonly string[];
  readonly close: () => Promise<void>;
};

const LOOK_MS = 50;
/** A look that is not answered by then says no. */
const LATE_MS = 3_000;

export type BalancerOptions = {
  /** Between two looks at /readyz, and how many that say the same change what is thought of a server. */
  readonly lookMs?: number; readonly looks?: number;
  /** Of servers that speak TLS: their certificates are verified, and must be of this authority and name. */
  readonly trusts?: { readonly ca: string; readonly name: string };
  /** As the hosted one does: 502 and 503 instead of an end without a word, and every server where none is ready. */
  readonly isPolite?: boolean;
};

type Target = { readonly url: URL; agent: Agent; ready: boolean; isLeaving: boolean; inside: number; against: number };

export async function startHttpBalancer({ lookMs = LOOK_MS, looks = 1, trusts, isPolite = false }: BalancerOptions = {}): Promise<HttpBalancer> {
  const client = trusts === undefined ? { request, get, agent: () => new Agent({ keepAlive: true }), tls: {} }
    : { request: https.request, get: https.get, agent: () => new https.Agent({ keepAlive: true, ca: trusts.ca, servername: trusts.name }), tls: { ca: trusts.ca, servername: trusts.name } };
  const targets = new Map<string, Target>();
  const statuses = new Map<number, number>();
  const lost: string[] = [];
  let turn = 0;

  function pass(asked: IncomingMessage, answer: ServerResponse): void {
    const all = [...targets.values()].filter(({ isLeaving }) => !isLeaving);
    const said = all.filter((target) => target.ready);
    const ready = said.length === 0 && isPolite ? all : said;
    const target = ready[(turn += 1) % Math.max(1, ready.length)];
    const lose = (why: string): unknown => {
      lost.push(`${asked.method} ${asked.url}: ${why}`);
      if (!isPolite || answer.headersSent) return answer.destroy();
      return answer.writeHead(target === undefined ? 503 : 502, { "content-length": 0 }).end();
    };
    if (target === undefined) return void lose("no server is ready");
    const { agent, url } = target;
    const leave = enter(target);
    let isGone = false;
    answer.once("close", () => {
      leave();
      isGone = !answer.writableFinished;
      if (isGone) onward.destroy();
    });
    const onward = client.request(new URL(asked.url ?? "/", url), { method: asked.method ?? "GET", headers: { ...asked.headers, host: url.host }, agent }, (response) => {
      const { connection: _hop, "keep-alive": _also, "transfer-encoding": _too, ...headers } = response.headers;
      statuses.set(response.statusCode ?? 0, (statuses.get(response.statusCode ?? 0) ?? 0) + 1);
      answer.writeHead(response.statusCode ?? 502, headers);
      answer.flushHeaders();
      if (response.headers["content-type"]?.startsWith("text/event-stream") === true) leave();
      response.on("error", (error) => isGone || lose(error.message)).pipe(answer);
    });
    onward.on("error", (error) => isGone || lose(error.message));
    asked.pipe(onward);
  }

  const look = (target: Target): Promise<void> => new Promise((resolve) => {
    const say = (ready: boolean): void => {
      target.against = ready === target.ready ? 0 : target.against + 1;
      if (target.against >= looks) [target.ready, target.against] = [ready, 0];
      if (target.isLeaving) target.ready = false;
      resolve();
    };
    client.get(new URL("/readyz", target.url), { agent: false, ...client.tls, timeout: LATE_MS }, (response) => {
      response.resume();
      say(response.statusCode === 200);
    }).on("error", () => say(false)).on("timeout", function late(this: { readonly destroy: () => unknown }) { this.destroy(); });
  });
  const looking = setInterval(() => targets.forEach((target) => void look(target)), lookMs);

  const server = createServer(pass);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    add: async (address) => {
      const target = { url: new URL(address), agent: client.agent(), ready: false, isLeaving: false, inside: 0, against: 0 };
      targets.set(address, target);
      await look(target);
    },
    turnAway: async (address) => {
      const target = targets.get(address);
      if (target === undefined) return;
      [target.ready, target.isLeaving] = [false, true];
      while (target.inside > 0) await pause(LOOK_MS);
    },
    remove: (address) => {
      targets.get(address)?.agent.destroy();
      targets.delete(address);
    },
    reconnect: () => targets.forEach((target) => {
      target.agent.destroy();
      target.agent = client.agent();
    }),
    isUsed: (address) => targets.get(address)?.ready ?? false,
    statuses: () => statuses,
    lost: () => lost,
    close: async () => {
      clearInterval(looking);
      targets.forEach(({ agent }) => agent.destroy());
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers the way out, which may be taken several times. */
function enter(target: Target): () => void {
  target.inside += 1;
  let isOut = false;
  return () => {
    if (!isOut) target.inside -= 1;
    isOut = true;
  };
}
