import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTestAuthority } from "../../sync-server/attestation/testing/test-certificates.ts";
import { startHttpBalancer, type HttpBalancer } from "../test/http-balancer.ts";
import { openTcpProxy, type TcpProxy } from "../weather/tcp-proxy.ts";
import { openPostgres, type PostgresKind, type RowPostgres } from "./postgres-kinds.ts";
import type { ProviderAnswer, ProviderOrder } from "./provider-program.ts";
import type { S3Answer, S3Order } from "./s3-program.ts";
import { startServerProcess, type ServerProcess } from "./server-process.ts";
import { startProgram } from "./start-program.ts";

export type StagePlan = { readonly postgres: PostgresKind; /** Servers listen with TLS, verified by the balancer. */ readonly listener: "plain" | "tls"; readonly servers: number };
export type StageOptions = {
  /** Between two looks of the balancer; two that say the same change its mind. */
  readonly lookMs: number;
  readonly folder: string;
};

/** A whole centre of real processes: servers behind a balancer, PostgreSQL, S3, an identity provider, and a piece of network before each of the last three. */
export type Stage = {
  readonly address: string;
  /** Where people sign in. */
  readonly signIn: string;
  readonly postgres: RowPostgres;
  /** Whoever is connected to PostgreSQL hears nothing more, for good, and is told nothing: as when its machine is gone. What connects from now on reaches what stands there then. */
  readonly vanish: () => Promise<void>;
  readonly lines: { readonly postgres: TcpProxy; readonly s3: TcpProxy; readonly provider: TcpProxy };
  readonly balancer: HttpBalancer;
  readonly servers: () => readonly ServerProcess[];
  /** One more, and waits until it is used. */
  readonly start: () => Promise<ServerProcess>;
  /** Tells it to stop, waits for its end, and takes it out: the balancer learns by /readyz alone. */
  readonly leave: (server: ServerProcess) => Promise<void>;
  /** Killed with -9; the balancer finds out by itself, and forgets it after that long, as a cluster would. */
  readonly kill: (server: ServerProcess) => Promise<void>;
  /** Listeners' certificate from now on, until then. */
  readonly certify: (endsAt: number) => Promise<void>;
  /** What servers logged as errors, and how often. */
  readonly logged: () => Readonly<Record<string, number>>;
  /** Of a server, for commands beside it. */
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Names of the bucket and of the account at the S3 server of a row: it lives as long as the row. */
const S3 = { bucket: "documents", accessKeyId: "CHAOS", secretAccessKey: "chaos-of-one-row" };
const NAME = "centre.test";
const LOOKS = 2;
/** What a load from few persons and one address would meet, as no day does. */
const NO_LIMITS = { GUICHET_RATE_PERSON: "10000000", GUICHET_RATE_DEVICE: "10000000", GUICHET_RATE_ADDRESS: "10000000", GUICHET_MAX_PERSON: "10000", GUICHET_MAX_DEVICE: "10000", GUICHET_MAX_DOOR: "1000" };

export async function openStage({ postgres: kind, listener, servers: first }: StagePlan, { lookMs, folder }: StageOptions): Promise<Stage> {
  await using opening = new AsyncDisposableStack();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let owner: AsyncDisposableStack = opening;
  const line = async (port: number): Promise<TcpProxy> => owner.adopt(await openTcpProxy({ target: port }), (it) => it.close());
  const postgres = opening.adopt(await openPostgres(kind, folder), (it) => it.close());
  const url = new URL(postgres.adminUrl);
  const port = Number(url.port);
  let within = await line(port);
  const toPostgres = await line(within.port);
  const vanish = async (): Promise<void> => {
    within.setWeather({ kind: "silent" });
    within = await line(port);
    toPostgres.lead(within.port);
  };
  [url.port, url.search, url.hostname] = [String(toPostgres.port), postgres.search, kind === "tls" ? "localhost" : "127.0.0.1"];

  const s3 = opening.adopt(startProgram<S3Order, S3Answer>("s3-program.ts"), (it) => it.end());
  const toS3 = await line(portOf(await s3.ask({ folder: join(folder, "s3"), ...S3 })));
  const toProvider = opening.adopt(await openTcpProxy(), (it) => it.close());
  const signIn = `http://127.0.0.1:${toProvider.port}`;
  const provider = opening.adopt(startProgram<ProviderOrder, ProviderAnswer>("provider-program.ts"), (it) => it.end());
  toProvider.lead(portOf(await provider.ask({ folder: join(folder, "identity"), publicUrl: signIn })));

  const authority = await createTestAuthority();
  const files = { cert: join(folder, "listener.pem"), key: join(folder, "listener.key") };
  const certify = async (endsAt: number): Promise<void> => {
    const fresh = await authority.issueUntil(endsAt, NAME);
    writeFileSync(files.cert, fresh.certificate);
    writeFileSync(files.key, fresh.key);
  };
  if (listener === "tls") await certify(Date.now() + 3_600_000);
  const balancer = opening.adopt(await startHttpBalancer({ lookMs, looks: LOOKS, isPolite: true, ...(listener === "tls" ? { trusts: { ca: authority.certificate, name: NAME } } : {}) }), (it) => it.close());

  const env = {
    ...NO_LIMITS, GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "postgres", GUICHET_PG_URL: url.href, GUICHET_DEMONSTRATION_ISSUER: signIn, GUICHET_PUBLIC_URL: balancer.address,
    GUICHET_DOCUMENTS: "s3", GUICHET_S3_BUCKET: S3.bucket, GUICHET_S3_ENDPOINT: `http://127.0.0.1:${toS3.port}`, AWS_ACCESS_KEY_ID: S3.accessKeyId, AWS_SECRET_ACCESS_KEY: S3.secretAccessKey,
    GUICHET_LEAVE_SECONDS: String(Math.ceil((lookMs * (LOOKS + 1)) / 1_000)), ...(listener === "tls" ? { GUICHET_TLS_CERT_FILE: files.cert, GUICHET_TLS_KEY_FILE: files.key } : {}),
  };
  const logged: Record<string, number> = {};
  const running = new Set<ServerProcess>();
  opening.defer(async () => void (await Promise.all([...running].map((server) => server.kill9()))));
  let number = 0;
  const start = async (): Promise<ServerProcess> => {
    number += 1;
    const server = await startServerProcess({ folder: join(folder, `server-${number}`), env, onError: (what) => { logged[what] = (logged[what] ?? 0) + 1; } });
    running.add(server);
    await balancer.add(server.address);
    while (!balancer.isUsed(server.address)) await new Promise((resolve) => { setTimeout(resolve, 20); });
    return server;
  };
  const forget = (server: ServerProcess): void => {
    running.delete(server);
    balancer.remove(server.address);
  };
  for (let n = 0; n < first; n += 1) await start();
  const owned = opening.move();
  owner = owned;
  return {
    address: balancer.address, signIn, postgres, vanish, lines: { postgres: toPostgres, s3: toS3, provider: toProvider }, balancer, start, certify, env, servers: () => [...running], logged: () => logged,
    leave: async (server) => {
      const code = await server.stop();
      forget(server);
      if (code !== 0) logged[`ended with ${String(code)}`] = (logged[`ended with ${String(code)}`] ?? 0) + 1;
    },
    kill: async (server) => {
      await server.kill9();
      running.delete(server);
      setTimeout(() => balancer.remove(server.address), lookMs * LOOKS);
    },
    close: () => owned.disposeAsync(),
  };
}

function portOf(answer: S3Answer | ProviderAnswer): number {
  if (answer.kind === "failed") throw new Error(answer.why);
  return answer.port;
}
