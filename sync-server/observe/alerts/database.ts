import type { Alert } from "../alert.ts";
import { gauge, increase, max, MINUTE, quantile, ratio, sum } from "../query.ts";

/** The database and the ledger: there, near, with room, and not held by one for all. */
export const databaseAlerts: readonly Alert[] = [
  {
    name: "DatabaseLost", says: "Transactions have no connection to the database, or lose it on the way.",
    query: sum(increase("guichet_transactions_total", 5 * MINUTE, { result: "lost" })), is: ">", than: 5,
    because: "A failover cuts each connection once; more than a handful in five minutes is no failover, or one that does not end.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "ledger", id: 1 },
  },
  {
    name: "DatabaseSlow", says: "One journey to the database in twenty takes over a quarter of a second.",
    query: quantile(0.95, "guichet_database_trip_seconds", 5 * MINUTE), is: ">", than: 0.25,
    because: "It waits for no lock and reads no row. A push makes five journeys one after the other: each then takes over a second, where a millisecond is usual between two zones of a region.", for: 5 * MINUTE,
    severity: "critical", calls: "desk", panel: { board: "ledger", id: 2 },
  },
  {
    name: "LedgerContention", says: "One push in twenty waits over half a second for the accounts of its companies.",
    query: quantile(0.95, "guichet_ledger_wait_seconds", 5 * MINUTE), is: ">", than: 0.5,
    because: "Without somebody who holds an account it is one journey to the database.", for: 2 * MINUTE,
    severity: "critical", calls: "desk", panel: { board: "ledger", id: 3 },
  },
  {
    name: "LedgerHeld", says: "A push has waited for over five seconds for the accounts of its companies, and waits still.",
    query: max(gauge("guichet_ledger_oldest_wait_seconds"), "instance"), is: ">", than: 5,
    because: "A transaction of ours holds an account for tenths of a second; what lasts is a session that nobody ends, and it is in no duration before it ends.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "ledger", id: 9 },
  },
  {
    name: "PushRetries", says: "Pushes are done again because two of them stood in each other's way.",
    query: sum(increase("guichet_push_retries_total", 15 * MINUTE, { reason: { oneOf: ["deadlock", "serialization"] } })), is: ">", than: 50,
    because: "Locks are taken in one order, so that a deadlock is a fault of ours; a few come with a failover.", for: MINUTE,
    severity: "warning", calls: "day", panel: { board: "ledger", id: 4 },
  },
  {
    name: "DatabaseConnections", says: "The database has nearly as many connections as it allows.",
    query: ratio(max(gauge("guichet_database_connections")), max(gauge("guichet_database_connections_limit"))), is: ">", than: 0.85,
    because: "A server that starts, and the line of news of each, need some beside the pools.", for: 5 * MINUTE,
    severity: "warning", calls: "day", panel: { board: "ledger", id: 5 },
  },
  {
    name: "VitalsOld", says: "No server has read the vital figures for five minutes: what the boards say of branches and duties is old.",
    query: max(gauge("guichet_vitals_age_seconds")), is: ">", than: 300,
    because: "They are read every half minute; ten that failed are no accident.", for: 2 * MINUTE,
    severity: "warning", calls: "day", panel: { board: "branches", id: 6 },
  },
];
