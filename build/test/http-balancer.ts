import { Agent, createServer, get, request, type IncomingMessage, type ServerResponse } from "node:http";
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
  /** Statuses answered to clients, event streams included, and how often each. */
  readonly statuses: () => ReadonlyMap<number, number>;
  /** Requests that no server answered: none was ready, or one broke off. Nothing is tried a second time. */
  readonly lost: () => readonly string[];
  readonly close: () => Promise<void>;
};

const LOOK_MS = 50;

type Target = { readonly url: URL; readonly agent: Agent; ready: boolean; isLeaving: boolean; inside: number };

export async function startHttpBalancer(): Promise<HttpBalancer> {
  const targets = new Map<string, Target>();
  const statuses = new Map<number, number>();
  const lost: string[] = [];
  let turn = 0;

  function pass(asked: IncomingMessage, answer: ServerResponse): void {
    const ready = [...targets.values()].filter((target) => target.ready);
    const target = ready[(turn += 1) % Math.max(1, ready.length)];
    const lose = (why: string): void => {
      lost.push(`${asked.method} ${asked.url}: ${why}`);
      answer.destroy();
    };
    if (target === undefined) return lose("no server is ready");
    const { agent, url } = target;
    const leave = enter(target);
    let isGone = false;
    answer.once("close", () => {
      leave();
      isGone = !answer.writableFinished;
      if (isGone) onward.destroy();
    });
    const onward = request(new URL(asked.url ?? "/", url), { method: asked.method ?? "GET", headers: { ...asked.headers, host: url.host }, agent }, (response) => {
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
      target.ready = ready && !target.isLeaving;
      resolve();
    };
    get(new URL("/readyz", target.url), { agent: false }, (response) => {
      response.resume();
      say(response.statusCode === 200);
    }).on("error", () => say(false));
  });
  const looking = setInterval(() => targets.forEach((target) => void look(target)), LOOK_MS);

  const server = createServer(pass);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    add: async (address) => {
      const target = { url: new URL(address), agent: new Agent({ keepAlive: true }), ready: false, isLeaving: false, inside: 0 };
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
