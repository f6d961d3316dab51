import type { Alert } from "../alert.ts";
import { gauge, max, min, MINUTE, quantile, rate, ratio, sum } from "../query.ts";

/** Streams end when a workstation goes, and probes are nobody's work: neither is an answer that somebody waits for. */
export const WORK = { route: { noneOf: ["/v1/news", "/metrics", "/healthz", "/readyz"] } } as const;

/** The golden signals: is it there, does it answer, how fast, and how much room is left. */
export const serviceAlerts: readonly Alert[] = [
  {
    name: "ServerDown", says: "A server does not answer the collector of measures.",
    query: min(gauge("up", { job: "guichet" }), "instance"), is: "<", than: 1, because: "Prometheus itself says 1 or 0.", for: MINUTE,
    severity: "critical", calls: "desk", panel: { board: "service", id: 1 },
  },
  {
    name: "ServerErrors", says: "More than one answer in fifty is a 5xx.",
    query: ratio(sum(rate("guichet_requests_total", 5 * MINUTE, { ...WORK, status: { starts: "5" } })), sum(rate("guichet_requests_total", 5 * MINUTE, WORK))), is: ">", than: 0.02,
    because: "Workstations ask again by themselves, so a few are nobody's trouble; at one in fifty advisors see the line of the banner.", for: 2 * MINUTE,
    severity: "critical", calls: "desk", panel: { board: "service", id: 3 },
  },
  {
    name: "SlowAnswers", says: "One answer in a hundred takes over two seconds.",
    query: quantile(0.99, "guichet_request_seconds", 5 * MINUTE, [], WORK), is: ">", than: 2,
    because: "Twenty times the slowest hundredth that was held under load (bench/README.md), and what somebody at a counter notices.", for: 5 * MINUTE,
    severity: "warning", calls: "desk", panel: { board: "service", id: 4 },
  },
  {
    name: "EventLoopLag", says: "A server's own loop is late by more than a fifth of a second.",
    query: max(gauge("nodejs_eventloop_lag_p99_seconds"), "instance"), is: ">", than: 0.2,
    because: "Below that the latency of answers does not show it; above, every answer of that server waits.", for: 5 * MINUTE,
    severity: "warning", calls: "day", panel: { board: "service", id: 6 },
  },
  {
    name: "PoolWaits", says: "Transactions of a server wait for a connection of its pool.",
    query: max(gauge("guichet_pool_connections", { state: "waiting" }), "instance"), is: ">", than: 20,
    because: "A push shares its transaction with others, so that a queue of that length is many branches.", for: 2 * MINUTE,
    severity: "warning", calls: "desk", panel: { board: "service", id: 7 },
  },
];
