import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What it does with an answer that goes on: hands it over as it comes; keeps it until its end (a virus scanner); hands the head over and keeps
 * the body until so much of it is there (a reverse proxy with its usual settings).
 */
export type Keeping = "nothing" | "all" | "body";
/** An HTTP proxy as banks have them, for tests on this machine. */
export type KeepingProxy = {
  readonly address: string;
  readonly keep: (keeping: Keeping) => void;
  /** Paths asked for since the last call, without their queries. */
  readonly asked: () => readonly string[];
  readonly close: () => Promise<void>;
};

const BUFFER_BYTES = 4_096;

export async function startKeepingProxy(target: string, first: Keeping = "nothing"): Promise<KeepingProxy> {
  let keeping = first;
  let asked: string[] = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((near, answer) => {
    const url = new URL(near.url ?? "/", target);
    asked.push(url.pathname);
    const onward = request(url, { method: near.method ?? "GET", headers: { ...near.headers, host: url.host }, agent }, (response) => {
      const { connection: _hop, "keep-alive": _also, "transfer-encoding": _too, ...headers } = response.headers;
      const now = keeping;
      const kept: Buffer[] = [];
      const hasHead = (): void => void (answer.headersSent || answer.writeHead(response.statusCode ?? 502, headers));
      if (now !== "all") {
        hasHead();
        answer.flushHeaders();
      }
      response.on("data", (chunk: Buffer) => {
        kept.push(chunk);
        const isEnough = now === "nothing" || (now === "body" && kept.reduce((sum, { length }) => sum + length, 0) >= BUFFER_BYTES);
        if (isEnough) answer.write(Buffer.concat(kept.splice(0)));
      });
      response.on("end", () => {
        hasHead();
        answer.end(Buffer.concat(kept.splice(0)));
      });
      response.on("error", () => answer.destroy());
    });
    answer.once("close", () => onward.destroy());
    onward.on("error", () => answer.destroy());
    near.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keep: (next) => { keeping = next; },
    asked: () => {
      const paths = asked;
      asked = [];
      return paths;
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
