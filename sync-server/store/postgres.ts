import pg from "pg";
import { started } from "../../shared/kernel/started.ts";
import { gatherWrites } from "./gather-writes.ts";
import { CONNECT_MS, endNow, watchConnections } from "./gone-connections.ts";
import { textColumnToBytes } from "./postgres-arrays.ts";
import type { SqlClient, SqlDriver, SqlValue } from "./sql.ts";
import { NO_METER, roleOf, startedAt, type StoreMeter, type TransactionEnd } from "./store-meter.ts";

export type PostgresOptions = {
  readonly url: string;
  /**
   * PostgreSQL itself, where `url` leads to a pooler that lends a connection for one transaction (PgBouncer, `pool_mode = transaction`). What
   * needs a session goes there: migrations, which hold a lock, and listening. And no statement is prepared under a name.
   */
  readonly directUrl?: string | undefined;
  /** Connections of the pool, 10 when not given. */
  readonly connections?: number;
  readonly onError?: (error: Error) => void;
  readonly meter?: StoreMeter | undefined;
  /** For tests: between two looks for connections whose server is gone. */
  readonly lookMs?: number;
};

const INT8 = 20;

/** The driver for PostgreSQL 16 or later. Durable at commit with the server's fsync on. */
export function createPostgresDriver({ url, directUrl, connections = 10, onError = () => {}, meter = NO_METER, lookMs }: PostgresOptions): SqlDriver {
  const types = { getTypeParser: (oid: number, format?: "text" | "binary") => (oid === INT8 ? parseInt8 : pg.types.getTypeParser(oid, format)) };
  const pool = new pg.Pool({ connectionString: url, max: connections, types, pipeline: true, Client: PatientClient });
  pool.on("error", onError);
  meter.watchPool(() => ({ busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount, most: connections }));
  const named = directUrl === undefined;
  // Behind a pooler a session's number is the pooler's own.
  const gone = named ? watchConnections(url, onError, lookMs) : undefined;

  // Outside a transaction's own role a connection may do nothing at all. Behind a pooler it is not ours to set: there the account's own rights, which are none, hold.
  pool.on("connect", (client) => {
    client.on("error", onError); // the pool listens only while a connection is idle; one cut at work would end the process
    gone?.add(client);
    if (named) client.query("SET ROLE guichet_none").catch(onError);
  });

  return {
    kind: "postgresql",
    transaction: async (opening, work) => {
      const took = startedAt();
      let how: TransactionEnd = "lost"; // until a statement of it was answered
      try {
        const client = await pool.connect();
        gone?.setBusy(client, true);
        meter.connected(took());
        let broken = false;
        // Nothing waits for a statement whose answer is only whether it failed: the next ones fail with it.
        gatherWrites(client);
        const asked = startedAt();
        const opened = started(client.query(`BEGIN; ${opening}`).then((answer) => { how = "failed"; meter.opened(asked()); return answer; }));
        let committed: Promise<void> | undefined;
        const commit = (): Promise<void> => (committed ??= started(commitOf(client)));
        try {
          const result = await work({ ...asSqlClient(client, named), last: (text, values) => whenCommitted(run(client, named, text, values), commit()) });
          await opened;
          await commit();
          how = "done";
          return result;
        } catch (error) {
          await client.query("ROLLBACK").catch(() => {
            broken = true;
            how = "lost";
          });
          await opened; // where it failed, that is why
          throw error;
        } finally {
          gone?.setBusy(client, false);
          client.release(broken);
        }
      } finally {
        meter.ended(roleOf(opening), how, took());
      }
    },
    administer: async (work) => {
      const client = new PatientClient({ connectionString: directUrl ?? url, types });
      client.on("error", onError);
      await client.connect();
      try {
        return await work(asSqlClient(client, true));
      } finally {
        await client.end();
      }
    },
    listen: (channel, hear, opening) => listen({ url: directUrl ?? url, channel, opening, onError }, hear),
    close: async () => {
      gone?.close();
      await pool.end();
    },
  };
}

/** The pool's own setting would also count the wait for a connection of its, which is no fault of the database's. */
class PatientClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MS });
  }
}

async function commitOf(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query("COMMIT");
  if (command !== "COMMIT") throw new Error(`a transaction ended in ${command}`); // one that failed is rolled back by its COMMIT
}

async function whenCommitted<T>(answer: Promise<T>, commit: Promise<void>): Promise<T> {
  const rows = await answer;
  await commit;
  return rows;
}

async function run<Row>(client: pg.ClientBase, named: boolean, text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
  gatherWrites(client);
  return (await client.query({ text, values: values.map(toBound), ...(named ? { name: nameOf(text) } : {}) })).rows as readonly Row[];
}

const asSqlClient = (client: pg.ClientBase, named: boolean): SqlClient => ({
  query: (text, values) => run(client, named, text, values),
  last: (text, values) => run(client, named, text, values),
  script: async (text) => void (await client.query(text)),
});

/** The client sends bytes as they are, in the binary form of the parameter's type. */
const toBound = (value: SqlValue): string | number | boolean | null | Uint8Array => (typeof value === "object" && value !== null ? textColumnToBytes(value) : value);

/** Statements are few and constant: each is prepared once a connection, under a name of its own. */
const names = new Map<string, string>();
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `g${names.size + 1}`;
  names.set(text, name);
  return name;
}

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("int8 beyond what is held exactly");
  return value;
}

const PULSE_MS = 15_000;
type Listening = { readonly url: string; readonly channel: string; readonly opening: string; readonly onError: (error: Error) => void };

/** A connection of its own, opened again with growing pauses when it is lost; after each reopening everything may have been missed, which `hear("")` says. */
async function listen({ url, channel, opening, onError }: Listening, hear: (payload: string) => void): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = 100;
  let pulse: NodeJS.Timeout | undefined;

  async function open(): Promise<void> {
    const fresh = new PatientClient({ connectionString: url });
    fresh.on("error", onError);
    fresh.on("notification", (message) => hear(message.payload ?? ""));
    fresh.on("end", reopenLater);
    await fresh.connect();
    await fresh.query(opening);
    await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    client = fresh;
    pauseMs = 100;
    // It only listens: that its server is gone without a word is heard by asking.
    clearInterval(pulse);
    pulse = setInterval(() => {
      const late = setTimeout(() => endNow(fresh), CONNECT_MS).unref();
      void fresh.query("SELECT 1").catch(() => undefined).finally(() => clearTimeout(late));
    }, PULSE_MS).unref();
  }
  function reopenLater(): void {
    if (stopped) return;
    clearInterval(pulse);
    clearTimeout(timer);
    timer = setTimeout(() => {
      open().then(() => hear(""), (error: unknown) => {
        onError(error instanceof Error ? error : new Error(String(error)));
        reopenLater();
      });
    }, pauseMs);
    pauseMs = Math.min(pauseMs * 2, 10_000);
  }

  await open();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(pulse);
    await client?.end();
  };
}
