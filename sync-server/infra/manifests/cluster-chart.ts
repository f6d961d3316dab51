import { Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { Construct } from "constructs";
import { labels } from "./pod.ts";
import type { Host, Workload } from "./workload.ts";

/** The group of whoever deploys; on AWS the pipeline's role belongs to it. */
export const DEPLOYERS = "guichet-deployers";

const readable = ["get", "list", "watch"];
const writable = [...readable, "create", "update", "patch"];

/**
 * Once, by whoever runs the cluster: the namespace, under Kubernetes's strictest rules for pods, and what a deployment may do in it.
 * It reads no secret, opens no shell in a pod, and gives itself no right.
 */
export function clusterChart(scope: Construct, { namespace }: Workload, host: Host): Chart {
  const chart = new Chart(scope, "00-first-day", { labels });
  const strictest = Object.fromEntries(["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]));
  new k8s.KubeNamespace(chart, "namespace", { metadata: { name: namespace, labels: strictest } });
  const rule = (apiGroups: string[], resources: string[], verbs: string[]): k8s.PolicyRule => ({ apiGroups, resources, verbs });
  new k8s.KubeRole(chart, "deploy", {
    metadata: { name: DEPLOYERS, namespace },
    rules: [
      rule(["apps"], ["deployments"], writable),
      rule(["batch"], ["jobs"], [...writable, "delete"]),
      rule([""], ["configmaps", "services", "serviceaccounts"], writable),
      rule(["autoscaling"], ["horizontalpodautoscalers"], writable),
      rule(["policy"], ["poddisruptionbudgets"], writable),
      rule(["networking.k8s.io"], ["networkpolicies"], writable),
      rule(["apps"], ["replicasets"], readable),
      rule([""], ["pods", "pods/log", "events"], readable),
      ...host.ownKinds.map(({ group, plural }) => rule([group], [plural], writable)),
    ],
  });
  new k8s.KubeRoleBinding(chart, "deployers", {
    metadata: { name: DEPLOYERS, namespace },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: DEPLOYERS },
    subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: DEPLOYERS }],
  });
  host.prepare(chart);
  return chart;
}
