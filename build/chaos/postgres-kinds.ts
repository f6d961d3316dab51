import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { createTestAuthority } from "../../sync-server/attestation/testing/test-certificates.ts";
import { createDatabase } from "../test/fresh-database.ts";
import { findPostgresBinaries } from "../test/postgres-binaries.ts";
import { openSmallDisk } from "../test/small-disk.ts";
import { startFallingPostgres } from "../test/start-falling-postgres.ts";
import { startPostgresPair } from "../test/start-postgres-pair.ts";
import { startPostgres } from "../test/start-postgres.ts";

/** `pair`: two servers, the second a synchronous standby. The others are one server: on a small disk, with its log on one, or under TLS. */
export type PostgresKind = "pair" | "small-disk" | "small-log" | "tls";
/** A PostgreSQL of a row, and what may be done to it. What a kind has not, throws. */
export type RowPostgres = {
  /** Of its superuser, on the centre's own database, past every piece of network with weather. */
  readonly adminUrl: string;
  /** Appended to the servers' address. */
  readonly search: string;
  readonly promote: () => Promise<void>;
  readonly fillDisk: () => void;
  readonly freeDisk: () => void;
  /** Of a log without room: waits until the server has ended; starts it again. */
  readonly fallen: () => Promise<unknown>;
  readonly start: () => Promise<void>;
  /** A new certificate from now on, until then; connections that are open stay. */
  readonly certify: (endsAt: number) => Promise<void>;
  /** Ends every connection, as a restart would. */
  readonly endConnections: () => Promise<void>;
  readonly query: (sql: string) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
};
/** Why a row cannot be run on this machine. */
export class NotHere extends Error {}

const NO_DISK = "no right to mount a small disk here";
const [DISK_MIB, LOG_MIB] = [192, 128];
const absent = (): never => { throw new Error("this PostgreSQL cannot do that"); };

export async function openPostgres(kind: PostgresKind, folder: string): Promise<RowPostgres> {
  await using opening = new AsyncDisposableStack();
  const made = await make(kind, folder, opening);
  const query: RowPostgres["query"] = async (sql) => await on(made.adminUrl, sql);
  const owned = opening.move();
  return {
    search: "", promote: absent, fillDisk: absent, freeDisk: absent, fallen: absent, start: absent, certify: absent, ...made, query,
    endConnections: async () => void (await on(made.adminUrl, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")),
    close: () => owned.disposeAsync(),
  };
}

async function make(kind: PostgresKind, folder: string, opening: AsyncDisposableStack): Promise<Partial<RowPostgres> & { readonly adminUrl: string }> {
  switch (kind) {
    case "pair": {
      const pair = opening.adopt(await startPostgresPair(), (it) => it.stop());
      const { url } = await createDatabase(pair.url);
      await pair.synchronous("on");
      return { adminUrl: url, promote: async () => { await pair.killPrimary(); await pair.promote(); } };
    }
    case "small-log": {
      const disk = opening.adopt(openSmallDisk(LOG_MIB) ?? notHere(NO_DISK), (it) => it.remove());
      const postgres = opening.adopt(await startFallingPostgres(disk.dir), (it) => it.stop());
      return { adminUrl: (await createDatabase(postgres.url)).url, fillDisk: disk.fill, freeDisk: disk.free, fallen: postgres.fallen, start: postgres.start };
    }
    case "small-disk": {
      const disk = opening.adopt(openSmallDisk(DISK_MIB) ?? notHere(NO_DISK), (it) => it.remove());
      const postgres = opening.adopt(await startPostgres(), (it) => it.stop());
      const place = join(disk.dir, "tablespace");
      mkdirSync(place);
      const { identity } = await findPostgresBinaries(postgres.folder);
      if (identity !== undefined) chownSync(place, identity.uid, identity.gid);
      const { url } = await createDatabase(postgres.url);
      await on(postgres.url, `CREATE TABLESPACE small LOCATION '${place}'`);
      await on(postgres.url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET TABLESPACE small`);
      return { adminUrl: url, fillDisk: disk.fill, freeDisk: disk.free };
    }
    case "tls": {
      const authority = await createTestAuthority();
      const { certificate, key } = await authority.issue("localhost");
      const postgres = opening.adopt(await startPostgres({ ssl: "on", ssl_cert_file: "server.crt", ssl_key_file: "server.key" }, { "server.crt": certificate, "server.key": key }), (it) => it.stop());
      const ca = join(folder, "database-ca.pem");
      writeFileSync(ca, authority.certificate);
      return {
        adminUrl: (await createDatabase(postgres.url)).url, search: `?sslmode=verify-full&sslrootcert=${ca}`,
        certify: async (endsAt) => {
          const fresh = await authority.issueUntil(endsAt, "localhost");
          // Written over in place: they stay its account's own.
          writeFileSync(join(postgres.folder, "data", "server.crt"), fresh.certificate);
          writeFileSync(join(postgres.folder, "data", "server.key"), fresh.key);
          await on(postgres.url, "SELECT pg_reload_conf()");
        },
      };
    }
  }
}

function notHere(why: string): never {
  throw new NotHere(why);
}

async function on(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
