import { k8s } from "cdk8s-plus-33";
import { DATABASE_CA, WRITABLE } from "./settings.ts";
import { DATABASE_CA_MAP, SECRET, type Host, type Workload } from "./workload.ts";

/** The server's own time to finish what is inside, from sync-server/start-server.ts; a test compares them. */
export const DRAIN_SECONDS = 10;
/** Before the server is told to stop: the balancer, and every node, learn first that this pod is no longer to be called. */
export const LEAVE_SECONDS = 15;
/** Both, and a margin for the store to close. */
export const GRACE_SECONDS = LEAVE_SECONDS + DRAIN_SECONDS + 10;

/** As the image's `nonroot`. */
const USER = 65_532;
const megabytes = (amount: number) => k8s.Quantity.fromString(`${amount}Mi`);

/** Of everything that runs the image: what it may talk to is the same. */
export const labels = { "app.kubernetes.io/name": "guichet-server", "app.kubernetes.io/part-of": "guichet" } as const;
/** Of what answers requests, and of what brings the schema up to date, which must not be sent any. */
export const serverLabels = { ...labels, "app.kubernetes.io/component": "server" } as const;
export const migrationLabels = { ...labels, "app.kubernetes.io/component": "migration" } as const;

/**
 * A pod that runs the image with these arguments: nobody's root, a file system that can't be written to, no capability, no token of the
 * cluster. `settingsName` is the ConfigMap of its variables.
 */
export function serverPod(workload: Workload, host: Host, settingsName: string, extra: Partial<k8s.Container>, spec: Partial<k8s.PodSpec>): k8s.PodSpec {
  const { servers } = workload;
  return {
    serviceAccountName: workload.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, runAsUser: USER, runAsGroup: USER, fsGroup: USER, seccompProfile: { type: "RuntimeDefault" } },
    ...spec,
    containers: [{
      name: "server",
      image: workload.image,
      imagePullPolicy: "IfNotPresent",
      envFrom: [{ configMapRef: { name: settingsName } }, { secretRef: { name: SECRET } }],
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ["ALL"] } },
      resources: {
        requests: { cpu: k8s.Quantity.fromString(servers.cpu), memory: k8s.Quantity.fromString(servers.memory), "ephemeral-storage": megabytes(64) },
        limits: { memory: k8s.Quantity.fromString(servers.memory), "ephemeral-storage": megabytes(256) },
      },
      volumeMounts: [
        { name: "writable", mountPath: WRITABLE },
        { name: "temporary", mountPath: "/tmp" },
        { name: "database-ca", mountPath: DATABASE_CA.slice(0, DATABASE_CA.lastIndexOf("/")), readOnly: true },
        ...(host.secretVolume === undefined ? [] : [{ name: host.secretVolume.name, mountPath: "/etc/guichet/secrets", readOnly: true }]),
      ],
      ...extra,
    }],
    volumes: [
      { name: "writable", emptyDir: { sizeLimit: megabytes(64) } },
      { name: "temporary", emptyDir: { sizeLimit: megabytes(64) } },
      { name: "database-ca", configMap: { name: DATABASE_CA_MAP } },
      ...(host.secretVolume === undefined ? [] : [host.secretVolume]),
    ],
  };
}
