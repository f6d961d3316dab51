import { Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { Construct } from "constructs";
import { GRACE_SECONDS, labels, LEAVE_SECONDS, serverLabels, serverPod } from "./pod.ts";
import type { Host, Workload } from "./workload.ts";

const NAME = "guichet-server";
/** Of the servers' port: what it speaks is the workload's to say. */
const PORT = "api";
const percent = (averageUtilization: number) => ({ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } });

/** The servers: as many as the load asks for, spread over zones, replaced one by one while the others answer. */
export function serverChart(scope: Construct, workload: Workload, host: Host, settingsName: string): Chart {
  const { namespace, port, servers, tls } = workload;
  const chart = new Chart(scope, "30-server", { namespace, labels });
  const probe = (path: string, periodSeconds: number, failureThreshold: number): k8s.Probe => ({ httpGet: { path, port: k8s.IntOrString.fromString(PORT), scheme: tls ? "HTTPS" : "HTTP" }, periodSeconds, failureThreshold, timeoutSeconds: 3 });
  const selector = { matchLabels: serverLabels };
  new k8s.KubeDeployment(chart, "servers", {
    metadata: { name: NAME },
    // No number of replicas: it is the autoscaler's, and a deployment must not take it back.
    spec: {
      selector,
      revisionHistoryLimit: 5,
      minReadySeconds: 5,
      progressDeadlineSeconds: 300,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(0), maxSurge: k8s.IntOrString.fromString("25%") } },
      template: {
        metadata: { labels: serverLabels },
        spec: serverPod(workload, host, settingsName, {
          ports: [{ name: PORT, containerPort: port }],
          startupProbe: probe("/healthz", 2, 30),
          livenessProbe: probe("/healthz", 10, 3),
          readinessProbe: probe("/readyz", 5, 2),
          lifecycle: { preStop: { sleep: { seconds: LEAVE_SECONDS } } },
        }, {
          terminationGracePeriodSeconds: GRACE_SECONDS,
          topologySpreadConstraints: [
            { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule", labelSelector: selector, matchLabelKeys: ["pod-template-hash"] },
            { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway", labelSelector: selector, matchLabelKeys: ["pod-template-hash"] },
          ],
        }),
      },
    },
  });
  new k8s.KubeService(chart, "service", { metadata: { name: NAME }, spec: { type: "ClusterIP", selector: serverLabels, ports: [{ name: PORT, port: 80, targetPort: k8s.IntOrString.fromString(PORT), appProtocol: tls ? "https" : "http" }] } });
  new k8s.KubePodDisruptionBudget(chart, "budget", { metadata: { name: NAME }, spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), unhealthyPodEvictionPolicy: "AlwaysAllow", selector } });
  new k8s.KubeHorizontalPodAutoscalerV2(chart, "scale", {
    metadata: { name: NAME },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: NAME },
      minReplicas: servers.replicas.min,
      maxReplicas: servers.replicas.max,
      metrics: [percent(60)],
      behavior: {
        // Monday morning comes at once, and leaves slowly.
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: "Percent", value: 100, periodSeconds: 30 }] },
        scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
      },
    },
  });
  host.open(chart, workload);
  return chart;
}
