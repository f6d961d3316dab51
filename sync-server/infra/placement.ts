import type { Environment } from "./environment.ts";
import type { Site } from "./site.ts";

/** What every stack is made from. */
export type Placement = { readonly environment: Environment; readonly site: Site };

/** Names that several stacks and the manifests have to agree on, so that none of them reads another's outputs for it. */
export function namesOf({ environment, site }: Placement) {
  const own = environment.name === "production" ? site.domain : `${environment.name}.${site.domain}`;
  return {
    cluster: `guichet-${environment.name}`,
    namespace: "guichet",
    serviceAccount: "guichet-server",
    databaseSecret: `guichet/${environment.name}/database/server`,
    masterSecret: `guichet/${environment.name}/database/master`,
    /** Functions that turn the database's passwords. */
    rotations: { server: `guichet-${environment.name}-turn-server`, master: `guichet-${environment.name}-turn-master` },
    metricsSecret: `guichet/${environment.name}/metrics-token`,
    documentsBucket: `guichet-${environment.name}-documents-${site.account}`,
    signInPrefix: `guichet-${environment.name}-${site.account}`,
    api: `api.${own}`,
    partsBucket: `guichet-${environment.name}-parts-${site.account}`,
    auditBucket: `guichet-${environment.name}-audit-${site.account}`,
    releases: `releases.${own}`,
    verification: `verification.${own}`,
    /** Known by its name, so that the role that deploys may be given it. */
    verificationBucket: `guichet-${environment.name}-verification-${site.account}`,
    mail: own,
  } as const;
}
export type Names = ReturnType<typeof namesOf>;

/** Addresses of the services inside the cluster. */
export const SERVICE_CIDR = "172.20.0.0/16";

/** Where the server listens in its pod. */
export const SERVER_PORT = 8787;
