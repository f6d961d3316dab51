import type { AnchorAge } from "../domain/audit/create-anchorer.ts";
import type { Services } from "../domain/services.ts";
import type { NightResult } from "../domain/reporting/create-night-work.ts";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type Metric } from "prom-client";
import { vitalGauges } from "./vital-gauges.ts";

/** Counts and durations only, labelled by route pattern: no label ever holds an id. */
export type Metrics = {
  readonly registry: Registry;
  readonly answered: (facts: { readonly method: string; readonly route: string; readonly status: number; readonly seconds: number }) => void;
  readonly verdict: (kind: string) => void;
  /** A change that was refused, and an answer that was an error, by code of the catalogue. */
  readonly refusedChange: (code: string) => void;
  readonly errorAnswer: (code: string) => void;
  /** A replica that stopped, or mended what differed, by kind ([SY57], [SY64]). */
  readonly alarm: (kind: string) => void;
  /** What a stranger was answered, and whether from memory or from the ledger. */
  readonly verification: (result: string, from: string) => void;
};

/** A registry of its own: several servers live in one process in tests and in the demonstration. */
export function createMetrics(gauges: { readonly inside: () => number; readonly atDoor: () => number; readonly strangers: () => number; readonly streams: () => number; readonly anchors: () => AnchorAge | undefined; readonly nights: () => readonly NightResult[]; readonly mail: Services["mailCounts"]; readonly vitals: Services["vitals"]; readonly measures: readonly Metric[]; readonly now: () => number; readonly alone: () => boolean }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({ name: "guichet_requests_total", help: "Requests answered", labelNames: ["method", "route", "status"], registers: [registry] });
  const seconds = new Histogram({
    name: "guichet_request_seconds", help: "Time to answer", labelNames: ["route"], registers: [registry],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  const verdicts = new Counter({ name: "guichet_verdicts_total", help: "Verdicts given to changes", labelNames: ["kind"], registers: [registry] });
  const refusals = new Counter({ name: "guichet_refused_changes_total", help: "Changes refused, by code of the catalogue", labelNames: ["code"], registers: [registry] });
  const errors = new Counter({ name: "guichet_error_answers_total", help: "Answers that were an error, by code of the catalogue", labelNames: ["code"], registers: [registry] });
  const alarms = new Counter({ name: "guichet_alarms_total", help: "Replicas that stopped, ahead of the centre or forked, and those that held something else than the centre", labelNames: ["kind"], registers: [registry] });
  for (const kind of ["fork", "replica-ahead", "feed-ahead", "mismatch"]) alarms.inc({ kind }, 0); // one that is not there yet would hide its first growth
  const verifications = new Counter({ name: "guichet_verifications_total", help: "Verifications answered", labelNames: ["result", "from"], registers: [registry] });
  registry.registerMetric(gauge("guichet_strangers_inside", "Requests of strangers at work now", gauges.strangers));
  registry.registerMetric(gauge("guichet_requests_inside", "Requests at work now", gauges.inside));
  registry.registerMetric(gauge("guichet_requests_at_door", "Requests of whom it is not known yet who they are", gauges.atDoor));
  registry.registerMetric(gauge("guichet_news_streams", "Open event streams", gauges.streams));
  registry.registerMetric(gauge("guichet_epoch_alone", "1 where the present epoch was begun by one operator alone, after a restore; the report says why", () => Number(gauges.alone())));
  for (const [name, help, read] of anchorGauges(gauges)) registry.registerMetric(gauge(name, help, read));
  for (const [name, help, read] of mailGauges(gauges)) registry.registerMetric(gauge(name, help, read));
  for (const one of [...nightGauges(gauges), ...vitalGauges(gauges), ...gauges.measures]) registry.registerMetric(one);
  return {
    registry,
    answered: ({ method, route, status, seconds: took }) => {
      requests.inc({ method, route, status: String(status) });
      seconds.observe({ route }, took);
    },
    verdict: (kind) => verdicts.inc({ kind }),
    refusedChange: (code) => refusals.inc({ code }),
    errorAnswer: (code) => errors.inc({ code }),
    alarm: (kind) => alarms.inc({ kind }),
    verification: (result, from) => verifications.inc({ result, from }),
  };
}

/** Alarms go by the second: a centre where nothing is done anchors nothing, and its last anchor grows old in peace. Without a place for anchors both say -1. */
function anchorGauges({ anchors, now }: { readonly anchors: () => AnchorAge | undefined; readonly now: () => number }): readonly (readonly [name: string, help: string, read: () => number])[] {
  const secondsSince = (at: number | undefined, without: number): number => (at === undefined ? without : Math.max(0, Math.round((now() - at) / 1_000)));
  const of = (read: (age: AnchorAge) => number) => (): number => { const age = anchors(); return age === undefined ? -1 : read(age); };
  return [
    ["guichet_audit_anchor_age_seconds", "Since the last anchor of the audit was put, -1 while there is none", of(({ lastPutAt }) => secondsSince(lastPutAt, -1))],
    ["guichet_audit_unanchored_seconds", "How long the oldest link of the audit has waited for its anchor, 0 when none waits, -1 where nothing is anchored", of(({ openSince }) => secondsSince(openSince, 0))],
  ];
}

/** Of letters, without saying whose; -1 where this server sends none. */
function mailGauges({ mail, now }: { readonly mail: Services["mailCounts"]; readonly now: () => number }): readonly (readonly [name: string, help: string, read: () => number])[] {
  const of = (read: (counts: NonNullable<ReturnType<Services["mailCounts"]>>) => number) => (): number => { const counts = mail(); return counts === undefined ? -1 : read(counts); };
  return [
    ["guichet_mail_waiting", "Letters that wait to be sent", of(({ waiting }) => waiting)],
    ["guichet_mail_oldest_seconds", "How long the oldest of them has waited", of(({ since }) => (since === undefined ? 0 : Math.max(0, Math.round((now() - since) / 1_000))))],
    ["guichet_mail_dead", "Letters that were given up", of(({ dead }) => dead)],
    ["guichet_mail_sent", "Letters that this server sent since it started", of(({ sent }) => sent)],
    ["guichet_mail_failed", "Tries of this server that failed since it started", of(({ failed }) => failed)],
  ];
}

/** By check: rows that must not be, -1 where it could not be read; and how long ago it ran. None before this server has read what the last night found. */
const nightGauges = ({ nights, now }: { readonly nights: () => readonly NightResult[]; readonly now: () => number }): readonly Gauge[] => {
  const of = (name: string, help: string, read: (night: NightResult) => number): Gauge =>
    new Gauge({ name, help, labelNames: ["task"], registers: [], collect() { for (const night of nights()) this.set({ task: night.task }, read(night)); } });
  return [
    of("guichet_consistency_rows", "Rows that a check of consistency found, which must be none; -1 where what it reads has no readable form", ({ found }) => found),
    of("guichet_night_age_seconds", "Since a task of the night was last done", ({ ranAt }) => Math.max(0, Math.round((now() - ranAt) / 1_000))),
  ];
};

const gauge = (name: string, help: string, read: () => number): Gauge => new Gauge({ name, help, registers: [], collect() { this.set(read()); } });
