import { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { namesOf, SERVICE_CIDR, type Placement } from "../placement.ts";
import { DATABASE_CA } from "./settings.ts";
import { SECRET, type Host } from "./workload.ts";

const CLASS = "guichet-server";

/**
 * The server's PostgreSQL address, put together from the fields of its secret where the pod starts: the password is nowhere else, and
 * holds no character that an address would escape (constructs/database.ts).
 */
const ADDRESS = `join('', ['postgres://', username, ':', password, '@', host, ':5432/', dbname, '?sslmode=verify-full&sslrootcert=${DATABASE_CA}'])`;

/** EKS Auto Mode: secrets from Secrets Manager, requests from a load balancer that the service stack made. */
export function awsHost(placement: Placement, targetGroupArn: string): Host {
  const names = namesOf(placement);
  const network: readonly k8s.NetworkPolicyPeer[] = [{ ipBlock: { cidr: placement.environment.network.cidr } }];
  return {
    name: "aws",
    callers: network,
    // Auto Mode resolves names on the node itself, behind the services' address.
    names: [{ ipBlock: { cidr: SERVICE_CIDR } }, { ipBlock: { cidr: "169.254.0.0/16" } }, ...network],
    database: network,
    // The keys of the sign-in have a public address; which names may be asked for is the network's to say (constructs/name-firewall.ts).
    services: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
    secretVolume: { name: "secrets", csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: CLASS } } },
    prepare: (chart) => {
      new k8s.KubeConfigMap(chart, "network-policies", { metadata: { name: "amazon-vpc-cni", namespace: "kube-system" }, data: { "enable-network-policy-controller": "true" } });
    },
    bringSecrets: (chart) => {
      new ApiObject(chart, "secrets", {
        apiVersion: "secrets-store.csi.x-k8s.io/v1",
        kind: "SecretProviderClass",
        metadata: { name: CLASS },
        spec: {
          provider: "aws",
          parameters: {
            usePodIdentity: "true",
            objects: JSON.stringify([
              { objectName: names.databaseSecret, objectType: "secretsmanager", jmesPath: [{ path: ADDRESS, objectAlias: "database-address" }] },
              { objectName: names.metricsSecret, objectType: "secretsmanager", objectAlias: "metrics-token" },
            ]),
          },
          secretObjects: [{ secretName: SECRET, type: "Opaque", data: [{ objectName: "database-address", key: "GUICHET_PG_URL" }, { objectName: "metrics-token", key: "GUICHET_METRICS_TOKEN" }] }],
        },
      });
    },
    open: (chart) => {
      new ApiObject(chart, "binding", {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "TargetGroupBinding",
        metadata: { name: "guichet-server" },
        spec: { serviceRef: { name: "guichet-server", port: 80 }, targetGroupARN: targetGroupArn, targetType: "ip" },
      });
    },
    ownKinds: [{ group: "secrets-store.csi.x-k8s.io", plural: "secretproviderclasses" }, { group: "eks.amazonaws.com", plural: "targetgroupbindings" }],
  };
}
