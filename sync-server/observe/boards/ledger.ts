import type { Board } from "../board.ts";
import { gauge, max, MINUTE, quantile, rate, sum } from "../query.ts";

export const ledgerBoard: Board = {
  name: "ledger", title: "Guichet: ledger and database", what: "Whether the database is there and near, and whether pushes stand in each other's way at the ledger of ceilings.",
  panels: [
    { id: 1, kind: "measures", title: "Transactions by how they end", unit: "ops", what: "done, failed (the database or the work said no), lost (no connection, or it ended on the way).", lines: [{ name: "{{result}}", query: sum(rate("guichet_transactions_total", 5 * MINUTE), "result") }] },
    { id: 2, kind: "measures", title: "A journey to the database", unit: "s", what: "The opening of a transaction, which waits for no lock: network and the database's processor.", lines: [0.5, 0.95].map((q) => ({ name: `p${q * 100}`, query: quantile(q, "guichet_database_trip_seconds", 5 * MINUTE) })) },
    { id: 3, kind: "measures", title: "Waiting for the ledger", unit: "s", what: "Until a push has the accounts of its companies. Far above a journey: somebody holds one.", lines: [0.5, 0.95].map((q) => ({ name: `p${q * 100}`, query: quantile(q, "guichet_ledger_wait_seconds", 5 * MINUTE) })) },
    { id: 9, kind: "measures", title: "Oldest wait for the ledger", unit: "s", what: "How long a push waits now that has not got its accounts: of what does not end, the waiting above knows nothing.", lines: [{ name: "{{instance}}", query: max(gauge("guichet_ledger_oldest_wait_seconds"), "instance") }] },
    { id: 4, kind: "measures", title: "Pushes done again", unit: "ops", what: "deadlock and serialization: two in each other's way; taken: a key that another one wrote meanwhile.", lines: [{ name: "{{reason}}", query: sum(rate("guichet_push_retries_total", 5 * MINUTE), "reason") }] },
    { id: 5, kind: "measures", title: "Connections of the database", unit: "none", what: "Of all programs, and how many it allows.", lines: [{ name: "in use", query: max(gauge("guichet_database_connections")) }, { name: "allowed", query: max(gauge("guichet_database_connections_limit")) }] },
    { id: 6, kind: "measures", title: "Locks that somebody waits for", unit: "none", what: "Now. A few that come and go are work; some that stay are held by one transaction.", lines: [{ name: "waits", query: max(gauge("guichet_database_lock_waits")) }] },
    { id: 7, kind: "measures", title: "Waiting for a connection", unit: "s", what: "Of a server's own pool, nineteen in twenty.", lines: [{ name: "p95", query: quantile(0.95, "guichet_connection_wait_seconds", 5 * MINUTE) }] },
    { id: 8, kind: "measures", title: "Transactions by role", unit: "s", what: "Nineteen in twenty; write: pushes.", lines: [{ name: "{{role}}", query: quantile(0.95, "guichet_transaction_seconds", 5 * MINUTE, ["role"]) }] },
  ],
};
