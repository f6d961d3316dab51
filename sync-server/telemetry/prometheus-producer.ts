import type { Registry } from "prom-client";
import { ValueType, type HrTime } from "@opentelemetry/api";
import { millisToHrTime } from "@opentelemetry/core";
import { emptyResource } from "@opentelemetry/resources";
import { AggregationTemporality, DataPointType, type Histogram, type MetricData, type MetricProducer } from "@opentelemetry/sdk-metrics";

type Family = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>[number];
type Value = { readonly metricName?: string; readonly value: number; readonly labels: Readonly<Record<string, string | number | undefined>> };

/** What /metrics tells, as it stands, for a collector: there is one set of measures, and two ways to have it. Summaries, which the server has none of, are left out. */
export function createPrometheusProducer(registry: Registry, startedAt: number, now: () => number): MetricProducer {
  const start = millisToHrTime(startedAt);
  return {
    collect: async () => {
      const [families, end] = [await registry.getMetricsAsJSON(), millisToHrTime(now())];
      return { errors: [], resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: { name: "guichet" }, metrics: families.flatMap((family) => toMetric(family, start, end)) }] } };
    },
  };
}

function toMetric(family: Family, startTime: HrTime, endTime: HrTime): readonly MetricData[] {
  const values = family.values as readonly Value[]; // prom-client's own types name neither kind's values
  const common = { descriptor: { name: family.name, description: family.help, unit: "", valueType: ValueType.DOUBLE }, aggregationTemporality: AggregationTemporality.CUMULATIVE };
  const points = values.map(({ labels, value }) => ({ startTime, endTime, attributes: labels, value }));
  switch (String(family.type)) {
    case "counter": return [{ ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: points }];
    case "gauge": return [{ ...common, dataPointType: DataPointType.GAUGE, dataPoints: points }];
    case "histogram": return [{ ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: toHistograms(values).map(({ labels, value }) => ({ startTime, endTime, attributes: labels, value })) }];
    default: return [];
  }
}

/** Buckets, sum and count of one set of labels stand apart at prom-client, each bucket with all below it. */
function toHistograms(values: readonly Value[]): readonly { readonly labels: Value["labels"]; readonly value: Histogram }[] {
  const groups = new Map<string, { readonly labels: Value["labels"]; readonly upTo: (readonly [bound: number, count: number])[]; sum: number; count: number }>();
  for (const { metricName = "", value, labels: { le, ...labels } } of values) {
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, upTo: [], sum: 0, count: 0 };
    groups.set(key, group);
    if (metricName.endsWith("_sum")) group.sum = value;
    else if (metricName.endsWith("_count")) group.count = value;
    else if (le !== "+Inf") group.upTo.push([Number(le), value]);
  }
  return [...groups.values()].map(({ labels, upTo, sum, count }) => {
    const bounds = upTo.toSorted(([a], [b]) => a - b);
    const below = [0, ...bounds.map(([, upToHere]) => upToHere), count];
    return { labels, value: { sum, count, buckets: { boundaries: bounds.map(([bound]) => bound), counts: below.slice(1).map((upToHere, at) => upToHere - (below[at] ?? 0)) } } };
  });
}
