import { App, YamlOutputType } from "cdk8s";
import { clusterChart } from "./cluster-chart.ts";
import { migrationChart } from "./migration-chart.ts";
import { serverChart } from "./server-chart.ts";
import { settingsChart, settingsName } from "./settings-chart.ts";
import type { Host, Workload } from "./workload.ts";

/**
 * The manifests of an environment on a host, in the order of their names: once by the cluster's operators, then at each deployment
 * settings, migration, servers. Written into `outdir` by `synth()`.
 */
export function createManifests(workload: Workload, host: Host, outdir: string): App {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_CHART, outputFileExtension: ".yaml", recordConstructMetadata: false });
  const settings = settingsName(workload);
  clusterChart(app, workload, host);
  settingsChart(app, workload, host);
  migrationChart(app, workload, host, settings);
  serverChart(app, workload, host, settings);
  return app;
}
