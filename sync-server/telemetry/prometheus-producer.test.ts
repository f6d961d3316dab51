import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expect, test } from "vitest";
import { createPrometheusProducer } from "./prometheus-producer.ts";

test("a collector is told what /metrics tells: counters that only grow, gauges, and each bucket by itself", async () => {
  const registry = new Registry();
  new Counter({ name: "asked_total", help: "asked", labelNames: ["route"], registers: [registry] }).inc({ route: "/a" }, 3);
  new Gauge({ name: "inside", help: "inside", registers: [registry] }).set(2);
  const seconds = new Histogram({ name: "seconds", help: "seconds", labelNames: ["route"], buckets: [0.1, 1], registers: [registry] });
  for (const [route, took] of [["/a", 0.05], ["/a", 0.06], ["/a", 0.5], ["/a", 7], ["/b", 2]] as const) seconds.observe({ route }, took);
  const { resourceMetrics, errors } = await createPrometheusProducer(registry, 1_000, () => 2_000).collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const points = (name: string) => metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints.map(({ attributes, value }) => [attributes, value]);
  expect(errors).toEqual([]);
  expect(metrics.map(({ descriptor, isMonotonic }: { readonly descriptor: { readonly name: string }; readonly isMonotonic?: boolean }) => [descriptor.name, isMonotonic])).toEqual([["asked_total", true], ["inside", undefined], ["seconds", undefined]]);
  expect(points("asked_total")).toEqual([[{ route: "/a" }, 3]]);
  expect(points("inside")).toEqual([[{}, 2]]);
  expect(points("seconds")).toEqual([
    [{ route: "/a" }, { sum: 7.61, count: 4, buckets: { boundaries: [0.1, 1], counts: [2, 1, 1] } }],
    [{ route: "/b" }, { sum: 2, count: 1, buckets: { boundaries: [0.1, 1], counts: [0, 0, 1] } }],
  ]);
});
