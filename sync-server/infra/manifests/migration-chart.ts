import { Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { Construct } from "constructs";
import { labels, migrationLabels, serverPod } from "./pod.ts";
import { fingerprint } from "./settings.ts";
import type { Host, Workload } from "./workload.ts";

/** One migration for each image and its settings, for a Job never changes: asked for again, it finds nothing to do. */
const migrationName = (workload: Workload, settingsName: string): string => `guichet-migrate-${fingerprint([workload.image, settingsName])}`;

/**
 * Brings the schema to the new server's version before the first of them starts, while the old ones go on: every step of the schema
 * leaves a store that the version before can work with, and one that servers at work could not bear is refused (docs/decisions/0076-side-by-side.md).
 */
export function migrationChart(scope: Construct, workload: Workload, host: Host, settingsName: string): Chart {
  const chart = new Chart(scope, "20-migration", { namespace: workload.namespace, labels });
  new k8s.KubeJob(chart, "migrate", {
    metadata: { name: migrationName(workload, settingsName) },
    spec: {
      backoffLimit: 2,
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 86_400,
      template: {
        metadata: { labels: migrationLabels },
        spec: serverPod(workload, host, settingsName, { args: ["sync-server/main.ts", "migrate"] }, { restartPolicy: "Never" }),
      },
    },
  });
  return chart;
}
