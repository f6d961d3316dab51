import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { runOn } from "../../build/test/run-on.ts";
import { startPostgresPair } from "../../build/test/start-postgres-pair.ts";
import { helloSchema, type Hello } from "../../shared/sync/protocol.ts";
import { spawnServer, stopChild } from "../support/centre.ts";
import { askerOf, type Ask } from "./count-centre.ts";
import { openBalancer } from "./balancer.ts";
import type { Country } from "./country.ts";
import { directoryOf } from "./day-directory.ts";
import { runServerCommand, type CommandTold } from "../../build/start/server-command.ts";
import { startTokenIssuer } from "./token-issuer.ts";

/** A day's branches come from one machine: limits that count addresses and connections would be about that machine. */
const LIMITS = { GUICHET_RATE_ADDRESS: "10000000", GUICHET_MAX_DOOR: "2000", GUICHET_LOG_LEVEL: "info" };

/** Real servers on a real PostgreSQL, behind one port. */
export type DayCentre = {
  /** Where clients' lines lead. */
  readonly port: number;
  readonly hello: Hello;
  readonly token: (subject: string) => Promise<string>;
  /** Of the servers that are up. */
  readonly addresses: () => readonly string[];
  readonly servers: () => readonly { readonly isUp: boolean }[];
  /** SIGKILL. */
  readonly killServer: (n: number) => Promise<void>;
  readonly startServer: (n: number) => Promise<void>;
  /** The database's first server dies and the one that follows takes its place; on a PostgreSQL that is not ours, every connection to it is ended. */
  readonly loseDatabase: () => Promise<void>;
  /** A command of the server's program at this centre's store. */
  readonly command: (args: readonly string[]) => Promise<CommandTold>;
  /** The database as its superuser sees it. */
  readonly withDatabase: <T>(read: (ask: Ask) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

export type CentreOptions = { readonly servers: number; /** A superuser's address on a PostgreSQL that runs already. */ readonly postgresUrl?: string | undefined; readonly say: (line: string) => void };

export async function startDayCentre(folder: string, country: Country, businessDate: string, { servers, postgresUrl, say }: CentreOptions): Promise<DayCentre> {
  await using opening = new AsyncDisposableStack();
  say(postgresUrl === undefined ? "two PostgreSQL servers, the second following the first" : "a database of its own on the PostgreSQL that was named");
  const pair = postgresUrl === undefined ? opening.adopt(await startPostgresPair(), (it) => it.stop()) : undefined;
  // Nothing is acknowledged before the one that follows has it.
  await pair?.synchronous("on");
  const database = opening.adopt(await createDatabase(pair?.url ?? postgresUrl ?? ""), (it) => (pair === undefined ? it.drop() : Promise.resolve()));
  const issuer = opening.adopt(await startTokenIssuer(), (it) => it.close());
  mkdirSync(folder, { recursive: true });
  const directory = join(folder, "directory.json");
  writeFileSync(directory, JSON.stringify(directoryOf(country)));
  // One place for contents, as several servers have a bucket.
  const env = { GUICHET_DEMONSTRATION: "1", GUICHET_DEMONSTRATION_ISSUER: issuer.url, GUICHET_PG_URL: database.url, GUICHET_STORE: "postgres", GUICHET_DATA: join(folder, "server") };
  const command: DayCentre["command"] = (args) => runServerCommand(args, { ...env, GUICHET_LOG_LEVEL: "error" });
  say(`the directory: ${country.banks.length} banks, ${country.branches.length} branches`);
  const imported = await command(["directory", directory]);
  if (imported.code !== 0) throw new Error(`the directory was not imported: ${imported.err}${imported.out}`);
  const balancer = opening.adopt(await openBalancer(), (it) => it.close());
  const running: (Awaited<ReturnType<typeof spawnServer>> | undefined)[] = Array.from({ length: servers }, () => undefined);
  const lead = (): void => balancer.lead(running.flatMap((server) => (server === undefined ? [] : [Number(new URL(server.url).port)])));
  const startServer = async (n: number): Promise<void> => {
    running[n] = await spawnServer(env, LIMITS, true);
    lead();
  };
  opening.defer(async () => { await Promise.all(running.flatMap((server) => (server === undefined ? [] : [stopChild(server.child)]))); });
  for (let n = 0; n < servers; n += 1) await startServer(n);
  const first = running[0]?.url ?? "";
  await setDate(first, await issuer.token(country.branches[0]?.subject ?? ""), businessDate);
  const hello = helloSchema.parse(await (await fetch(`${first}/v1/hello`)).json());
  const owned = opening.move();
  return {
    port: balancer.port, hello, token: issuer.token, command, startServer,
    addresses: () => running.flatMap((server) => (server === undefined ? [] : [server.url])),
    servers: () => running.map((server) => ({ isUp: server !== undefined })),
    killServer: async (n) => {
      const server = running[n];
      running[n] = undefined;
      lead();
      if (server === undefined) return;
      const ended = once(server.child, "exit");
      server.child.kill("SIGKILL");
      await ended;
    },
    loseDatabase: async () => {
      if (pair === undefined) return void (await runOn(database.url, END_CONNECTIONS));
      await pair.killPrimary();
      await pair.promote();
    },
    withDatabase: async (read) => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        return await read(askerOf(client));
      } finally {
        await client.end();
      }
    },
    close: () => owned.disposeAsync(),
  };
}

async function setDate(url: string, token: string, businessDate: string): Promise<void> {
  const response = await fetch(`${url}/v1/demonstration/business-date`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ businessDate }) });
  if (!response.ok) throw new Error(`the business date was not set: ${response.status} ${await response.text()}`);
}

const END_CONNECTIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
