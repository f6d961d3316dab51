import { k8s } from "cdk8s-plus-33";
import { z } from "zod";
import type { Host } from "./workload.ts";

/** A host of which nothing is known but Kubernetes, PostgreSQL and an ingress controller. */
export const plainGate = z.strictObject({
  domain: z.string().min(3),
  image: z.string().min(3),
  issuer: z.url(),
  clientId: z.string().min(1),
  audience: z.string().min(1),
  /** Buckets of a host that speaks S3; its keys are in the Secret, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
  documents: z.strictObject({ endpoint: z.url(), region: z.string().min(1), bucket: z.string().min(3), partsBucket: z.string().min(3), /** With object lock. */ auditBucket: z.string().min(3) }),
  /** Network of the database, and of the services called over HTTPS. */
  databaseCidr: z.cidrv4(),
  servicesCidr: z.cidrv4(),
  /** Network of the ingress controller's pods, whose X-Forwarded-For is believed. */
  proxyCidr: z.cidrv4(),
  ingressClass: z.string().min(1),
  ingressNamespace: z.string().min(1),
  /** Annotations by which this ingress controller speaks TLS to the pods (of ingress-nginx, `nginx.ingress.kubernetes.io/backend-protocol: HTTPS`). Without them it speaks HTTP. */
  ingressTls: z.record(z.string(), z.string()).optional(),
});
export type PlainSite = z.infer<typeof plainGate>;

const namespace = (name: string): k8s.NetworkPolicyPeer => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

/** The Secret `guichet-server` and the certificate of the Ingress are made by the host's own means (docs/reversibility.md). */
export function plainHost(site: PlainSite): Host {
  return {
    name: "plain",
    callers: [namespace(site.ingressNamespace)],
    names: [namespace("kube-system")],
    database: [{ ipBlock: { cidr: site.databaseCidr } }],
    services: [{ ipBlock: { cidr: site.servicesCidr } }],
    secretVolume: undefined,
    prepare: () => {},
    bringSecrets: () => {},
    open: (chart) => {
      const host = `api.${site.domain}`;
      new k8s.KubeIngress(chart, "door", {
        metadata: { name: "guichet-server", ...(site.ingressTls === undefined ? {} : { annotations: site.ingressTls }) },
        spec: {
          ingressClassName: site.ingressClass,
          tls: [{ hosts: [host], secretName: "guichet-server-tls" }],
          rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "guichet-server", port: { name: "api" } } } }] } }],
        },
      });
    },
    ownKinds: [{ group: "networking.k8s.io", plural: "ingresses" }],
  };
}
