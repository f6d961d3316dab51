import { WORK } from "../alerts/service.ts";
import type { Board } from "../board.ts";
import { gauge, max, min, MINUTE, quantile, rate, ratio, sum } from "../query.ts";

const requests = (where: Parameters<typeof rate>[2]) => rate("guichet_requests_total", 5 * MINUTE, where);

export const serviceBoard: Board = {
  name: "service", title: "Guichet: service", what: "The golden signals: are servers there, how much is asked, how much of it fails, how fast, and how much room is left.",
  panels: [
    { id: 1, kind: "measures", title: "Servers that answer", unit: "none", what: "1 for each server that tells its measures, 0 for one that does not.", lines: [{ name: "{{instance}}", query: min(gauge("up", { job: "guichet" }), "instance") }] },
    { id: 2, kind: "measures", title: "Traffic", unit: "reqps", what: "Answers in a second, by route, without probes and streams.", lines: [{ name: "{{route}}", query: sum(requests(WORK), "route") }] },
    {
      id: 3, kind: "measures", title: "Errors", unit: "percentunit", what: "Share of answers that are a 5xx; the next panel says which.",
      lines: [{ name: "5xx", query: ratio(sum(requests({ ...WORK, status: { starts: "5" } })), sum(requests(WORK))) }],
    },
    {
      id: 4, kind: "measures", title: "Latency", unit: "s", what: "How long half, nineteen in twenty and ninety-nine in a hundred answers take at most.",
      lines: [0.5, 0.95, 0.99].map((q) => ({ name: `p${q * 100}`, query: quantile(q, "guichet_request_seconds", 5 * MINUTE, [], WORK) })),
    },
    { id: 5, kind: "measures", title: "Error answers by code", unit: "ops", what: "In a second, by the code of the catalogue: G5002 the database or too much at once, G3005 the identity provider, G7008 the documents' store, G4004 too many requests of one.", lines: [{ name: "{{code}}", query: sum(rate("guichet_error_answers_total", 5 * MINUTE), "code") }] },
    { id: 6, kind: "measures", title: "Lag of the event loop", unit: "s", what: "How late a server's own loop is: work that holds the processor.", lines: [{ name: "{{instance}}", query: max(gauge("nodejs_eventloop_lag_p99_seconds"), "instance") }] },
    {
      id: 7, kind: "measures", title: "Connections of the pools", unit: "none", what: "Of each server: at work, idle, and transactions that wait for one.",
      lines: [{ name: "{{instance}} {{state}}", query: max(gauge("guichet_pool_connections"), "instance", "state") }],
    },
    {
      id: 8, kind: "measures", title: "Inside", unit: "none", what: "Requests at work, requests of whom it is not known yet who they are, streams of news.",
      lines: [{ name: "at work", query: sum(gauge("guichet_requests_inside")) }, { name: "at the door", query: sum(gauge("guichet_requests_at_door")) }, { name: "streams", query: sum(gauge("guichet_news_streams")) }],
    },
    { id: 9, kind: "measures", title: "Memory", unit: "short", what: "Bytes that each server holds.", lines: [{ name: "{{instance}}", query: max(gauge("process_resident_memory_bytes"), "instance") }] },
  ],
};
