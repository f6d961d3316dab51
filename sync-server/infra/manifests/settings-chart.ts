import { Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { Construct } from "constructs";
import { labels } from "./pod.ts";
import { fingerprint, openValues, settingsOf } from "./settings.ts";
import type { Host, Workload } from "./workload.ts";

/** Named after its content, and never changed: going back to an earlier deployment finds the settings it had. */
export function settingsName(workload: Workload): string {
  return `guichet-settings-${fingerprint(openValues(settingsOf(workload)))}`;
}

/** What the servers read, who they are, and whom they may talk to: everything else in the namespace is closed, both ways. */
export function settingsChart(scope: Construct, workload: Workload, host: Host): Chart {
  const { namespace, port, serviceAccount } = workload;
  const chart = new Chart(scope, "10-settings", { namespace, labels });
  new k8s.KubeServiceAccount(chart, "account", { metadata: { name: serviceAccount }, automountServiceAccountToken: false });
  new k8s.KubeConfigMap(chart, "settings", { metadata: { name: settingsName(workload) }, immutable: true, data: openValues(settingsOf(workload)) });
  new k8s.KubeNetworkPolicy(chart, "nothing", { metadata: { name: "nothing-else" }, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } });
  const to = (number: number, protocol = "TCP"): k8s.NetworkPolicyPort => ({ protocol, port: k8s.IntOrString.fromNumber(number) });
  new k8s.KubeNetworkPolicy(chart, "servers", {
    metadata: { name: "servers" },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [...host.callers], ports: [to(port)] }],
      egress: [
        { to: [...host.names], ports: [to(53, "UDP"), to(53)] },
        { to: [...host.database], ports: [to(5432)] },
        { to: [...host.services], ports: [to(443)] },
      ],
    },
  });
  host.bringSecrets(chart, workload);
  return chart;
}
