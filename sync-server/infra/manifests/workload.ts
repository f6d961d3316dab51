import type { k8s } from "cdk8s-plus-33";
import type { Chart } from "cdk8s";
import { z } from "zod";
import type { Environment } from "../environment.ts";

export type Identity =
  | { readonly style: "cognito"; readonly issuer: string; readonly clientId: string; readonly scope: string }
  | { readonly style: "standard"; readonly issuer: string; readonly clientId: string; readonly audience: string };

/** The servers of an environment, as Kubernetes is to run them. Nothing here is of one host. */
export type Workload = {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** With its tag or digest. */
  readonly image: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly identity: Identity;
  /** Buckets of documents and of their parts. */
  readonly documents: { readonly bucket: string; readonly partsBucket: string; readonly region: string | undefined; readonly endpoint: string | undefined };
  /** Bucket with object lock where the audit is anchored, and how. */
  readonly audit: { readonly bucket: string } & Environment["audit"];
  /** Whether pods speak TLS to what stands between the clients and them. */
  readonly tls: boolean;
  /** Networks of what stands between the clients and the pods. */
  readonly trustedProxies: readonly string[];
  readonly connections: number;
  /** Where the page of a verification is served: from elsewhere, by its origin, or by the servers themselves. */
  readonly verification: { readonly kind: "elsewhere"; readonly origin: string } | { readonly kind: "here" };
  readonly servers: Environment["servers"];
};

/** What a host does in its own way: who reaches the pods, where passwords come from, how the address leads to them. */
export type Host = {
  readonly name: string;
  /** Who may call the servers' port. */
  readonly callers: readonly k8s.NetworkPolicyPeer[];
  /** Where names are resolved, where PostgreSQL is, and the services called over HTTPS (identity provider, mail). */
  readonly names: readonly k8s.NetworkPolicyPeer[];
  readonly database: readonly k8s.NetworkPolicyPeer[];
  readonly services: readonly k8s.NetworkPolicyPeer[];
  /** A volume that has to be mounted for the secret to be there; none where it is made by hand. */
  readonly secretVolume: k8s.Volume | undefined;
  /** Once, by whoever runs the cluster. */
  readonly prepare: (chart: Chart) => void;
  /** With the settings: where the secret comes from. */
  readonly bringSecrets: (chart: Chart, workload: Workload) => void;
  /** With the servers: how requests find them. */
  readonly open: (chart: Chart, workload: Workload) => void;
  /** Kinds of the host's own that a deployment writes: group and plural. */
  readonly ownKinds: readonly { readonly group: string; readonly plural: string }[];
};

/** Name of the Secret that holds what {@link settingsOf} marks as one. */
export const SECRET = "guichet-server";
export const DATABASE_CA_MAP = "guichet-database-ca";

/** What the stacks answer once deployed (`cdk deploy --outputs-file`), by stack; the manifests need some of it. */
export const outputsGate = z.record(z.string(), z.record(z.string(), z.string()));
