import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createS3Server } from "../../s3/create-s3-server.ts";
import { createDatabase } from "../../test/fresh-database.ts";
import { startPostgres } from "../../test/start-postgres.ts";
import { openProvider } from "../../weather/open-provider.ts";
import { openTcpProxy, type TcpProxy } from "../../weather/tcp-proxy.ts";
import { runCommand, spawnServer, stopServer } from "./server-process.ts";

export type WatchedServer = { readonly url: string; readonly instance: string; readonly child: ChildProcess };
/** Server processes with all that they stand on, each neighbour behind a line that can be cut or slowed. */
export type WatchedServers = {
  /** Of PostgreSQL's superuser, past the line. */
  readonly adminUrl: string;
  readonly lines: { readonly database: TcpProxy; readonly identity: TcpProxy; readonly documents: TcpProxy };
  readonly identityUrl: string;
  /** A command of the server's program, to its end. @throws Error, with what it said */
  readonly command: (...args: readonly string[]) => Promise<void>;
  /** One more server. */
  readonly start: () => Promise<WatchedServer>;
  readonly close: () => Promise<void>;
};

const account = { accessKeyId: "AKIAWATCHED", secretAccessKey: "watched-secret", may: "read-write", mayBypassGovernance: false } as const;
const BUCKET = "watched-documents";

export async function startWatchedServers(folder: string): Promise<WatchedServers> {
  await using opening = new AsyncDisposableStack();
  const postgres = opening.adopt(await startPostgres(), (it) => it.stop());
  const database = await createDatabase(postgres.url);
  const s3 = opening.adopt(await createS3Server({ folder: join(folder, "s3"), accounts: [account], region: "eu-west-3" }), (it) => it.close());
  await s3.buckets.create(BUCKET, { versioning: "Enabled", objectLock: false, publicPrefixes: [] });
  const line = async (target?: number): Promise<TcpProxy> => opening.adopt(await openTcpProxy({ target }), (it) => it.close());
  const lines = { database: await line(Number(new URL(database.url).port)), identity: await line(), documents: await line(s3.port) };
  const identityUrl = `http://127.0.0.1:${lines.identity.port}`;
  const provider = opening.adopt(await openProvider({ folder: join(folder, "identity"), publicUrl: identityUrl, secondFactor: false, onError: () => undefined }), (it) => it.close());
  lines.identity.lead(provider.port);
  const pgUrl = new URL(database.url);
  pgUrl.port = String(lines.database.port);
  let started = 0;
  const children: ChildProcess[] = [];
  opening.defer(async () => void (await Promise.all(children.map(async (child) => await stopServer(child)))));
  const owned = opening.move();
  const env = (data: string) => ({
    GUICHET_DEMONSTRATION: "1", GUICHET_DEMONSTRATION_ISSUER: identityUrl, GUICHET_DATA: join(folder, data), GUICHET_PG_URL: pgUrl.href, GUICHET_VITALS_SECONDS: "1",
    GUICHET_DOCUMENTS: "s3", GUICHET_S3_BUCKET: BUCKET, GUICHET_S3_ENDPOINT: `http://127.0.0.1:${lines.documents.port}`, AWS_ACCESS_KEY_ID: account.accessKeyId, AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
  });
  return {
    adminUrl: database.url, lines, identityUrl,
    command: (...args) => runCommand(env("command"), args),
    start: async () => {
      started += 1;
      const { child, url } = await spawnServer(env(`server-${started}`));
      children.push(child);
      return { url, instance: new URL(url).host, child };
    },
    close: () => owned.disposeAsync(),
  };
}
