import { Counter, Gauge, Histogram, type Metric } from "prom-client";
import type { ObjectsEnd } from "../objects/count-objects.ts";
import { startedAt, type PoolCounts, type StoreMeter } from "../store/store-meter.ts";

/** What hears how the parts of a server are doing, and the measures made of it. Fixed words and durations only. */
export type Meters = {
  readonly store: StoreMeter;
  readonly objects: (how: ObjectsEnd) => void;
  /** Whether an identity provider answered with its keys. */
  readonly identityKeys: (answered: boolean) => void;
  readonly metrics: readonly Metric[];
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const RETRIES: Readonly<Record<string, string>> = { "40P01": "deadlock", "40001": "serialization", "23505": "taken" };

/** Those of one server: several live in one process in tests. */
export function createMeters(): Meters {
  const histogram = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) => new Histogram<Label>({ name, help, labelNames: [...labelNames], buckets: SECONDS, registers: [] });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => new Counter<Label>({ name, help, labelNames: [...labelNames], registers: [] });
  const transactions = counter("guichet_transactions_total", "Transactions by role and how they ended; lost: there was no connection, or it ended on the way", ["role", "result"]);
  const seconds = histogram("guichet_transaction_seconds", "Time of a transaction, from asking for a connection to its commit", ["role"]);
  const connected = histogram("guichet_connection_wait_seconds", "Time that a transaction waited for a connection of this server's pool");
  const opened = histogram("guichet_database_trip_seconds", "Time until the database answered the opening of a transaction, which waits for no lock");
  const ledger = histogram("guichet_ledger_wait_seconds", "Time until a push had the ledger's accounts of its companies");
  const retries = counter("guichet_push_retries_total", "Pushes tried again in a new transaction, by why", ["reason"]);
  const objects = counter("guichet_objects_total", "Work of the documents' store, by how it ended", ["result"]);
  const keys = counter("guichet_identity_keys_total", "Times that an identity provider was asked for its keys, by whether it answered", ["result"]);
  const asking = new Set<() => number>();
  // What waits and does not end would be in no duration.
  const oldest = new Gauge({ name: "guichet_ledger_oldest_wait_seconds", help: "For how long the oldest push waits for the ledger now, 0 where none does", registers: [], collect() { this.set(Math.max(0, ...[...asking].map((took) => took()))); } });
  // A counter that is not there yet would hide its first growth.
  for (const result of ["done", "lost"]) transactions.inc({ role: "write", result }, 0);
  for (const result of ["done", "away"]) objects.inc({ result }, 0);
  for (const result of ["answered", "silent"]) keys.inc({ result }, 0);
  for (const reason of ["deadlock", "serialization", "taken"]) retries.inc({ reason }, 0);
  let readPool: (() => PoolCounts) | undefined;
  const pool = new Gauge<"state">({ name: "guichet_pool_connections", help: "Connections of this server's pool; waiting: transactions that have none yet; most: what it may have", labelNames: ["state"], registers: [], collect() {
    if (readPool !== undefined) for (const [state, count] of Object.entries(readPool())) this.set({ state }, count);
  } });
  return {
    store: {
      connected: (took) => connected.observe(took), opened: (took) => opened.observe(took), ledgerAsked: () => {
        const took = startedAt();
        asking.add(took);
        return () => { asking.delete(took); ledger.observe(took()); };
      },
      ended: (role, result, took) => { transactions.inc({ role, result }); seconds.observe({ role }, took); },
      retried: (state) => retries.inc({ reason: RETRIES[state] ?? "other" }),
      watchPool: (read) => { readPool = read; },
    },
    objects: (result) => objects.inc({ result }),
    identityKeys: (answered) => keys.inc({ result: answered ? "answered" : "silent" }),
    metrics: [transactions, seconds, connected, opened, ledger, oldest, retries, objects, keys, pool],
  };
}
