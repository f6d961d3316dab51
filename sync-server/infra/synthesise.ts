import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DESK_SCOPE } from "./constructs/user-pool.ts";
import { createApp } from "./create-app.ts";
import { awsHost } from "./manifests/aws-host.ts";
import { createManifests } from "./manifests/create-manifests.ts";
import { plainGate, plainHost } from "./manifests/plain-host.ts";
import { outputsGate, type Host, type Workload } from "./manifests/workload.ts";
import { REGION } from "./environment.ts";
import { namesOf, SERVER_PORT, type Placement } from "./placement.ts";
import { readTemplates, type Template } from "./read-templates.ts";
import { isExample } from "./site.ts";

export type Wanted = {
  readonly outdir: string;
  /** Paths; see the usage of synth.ts. */
  readonly outputs?: string | undefined;
  readonly plain?: string | undefined;
  readonly image?: string | undefined;
};
export type Synthesis = {
  readonly placement: Placement;
  readonly outdir: string;
  /** None for a host without AWS. */
  readonly templates: readonly Template[];
  readonly host: string;
  readonly manifests: readonly string[];
  /** True when the manifests hold stand-ins for what only a deployed stack knows. */
  readonly isSketch: boolean;
};

/** Writes templates (`cdk/`) and manifests (`manifests/`) into `outdir`. Throws when a rule of cdk-nag or CloudFormation is broken and no reason is given. */
export function synthesise(placement: Placement, { outdir, outputs, plain, image }: Wanted): Synthesis {
  if (plain !== undefined) return { placement, outdir, templates: [], isSketch: false, ...writeManifests(outdir, ...plainWorkload(placement, plain)) };
  const cdk = join(outdir, "cdk");
  createApp(placement, cdk).synth();
  return { placement, outdir, templates: readTemplates(cdk), isSketch: outputs === undefined || image === undefined || isExample(placement.site), ...writeManifests(outdir, ...awsWorkload(placement, outputs, image)) };
}

function writeManifests(outdir: string, workload: Workload, host: Host): Pick<Synthesis, "host" | "manifests"> {
  const folder = join(outdir, "manifests");
  mkdirSync(folder, { recursive: true });
  const app = createManifests(workload, host, folder);
  app.synth();
  return { host: host.name, manifests: app.charts.map(({ node }) => `${node.id}.yaml`).toSorted() };
}

/** Without `outputs`, stand-ins that have the right form and lead nowhere. */
export function awsWorkload(placement: Placement, outputs: string | undefined, image: string | undefined): readonly [Workload, Host] {
  const { environment, site } = placement;
  const names = namesOf(placement);
  const answers = outputs === undefined ? undefined : outputsGate.parse(JSON.parse(readFileSync(outputs, "utf8")));
  const answer = (stack: "data" | "service" | "edge", name: string, standIn: string): string => {
    if (answers === undefined) return standIn;
    const found = answers[`guichet-${environment.name}-${stack}`]?.[name];
    if (found === undefined) throw new Error(`${outputs ?? ""} has no ${name} of guichet-${environment.name}-${stack}: deploy that stack first.`);
    return found;
  };
  const targetGroup = answer("service", "TargetGroup", `arn:aws:elasticloadbalancing:eu-west-3:${site.account}:targetgroup/example/0000000000000000`);
  return [{
    namespace: names.namespace,
    serviceAccount: names.serviceAccount,
    image: image ?? `${site.account}.dkr.ecr.eu-west-3.amazonaws.com/guichet-${environment.name}/server:example`,
    port: SERVER_PORT,
    publicUrl: `https://${names.api}`,
    identity: {
      style: "cognito", scope: DESK_SCOPE,
      issuer: answer("data", "SignInIssuer", "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_EXAMPLE"),
      clientId: answer("data", "SignInClient", "example"),
    },
    documents: { bucket: names.documentsBucket, partsBucket: names.partsBucket, region: REGION, endpoint: undefined },
    audit: { bucket: names.auditBucket, ...environment.audit },
    tls: true,
    trustedProxies: [environment.network.cidr],
    connections: environment.servers.connections,
    verification: { kind: "elsewhere", origin: `https://${answer("edge", "VerificationAddress", names.verification)}` },
    servers: environment.servers,
  }, awsHost(placement, targetGroup)];
}

export function plainWorkload({ environment }: Placement, file: string): readonly [Workload, Host] {
  const site = plainGate.parse(JSON.parse(readFileSync(file, "utf8")));
  return [{
    namespace: "guichet",
    serviceAccount: "guichet-server",
    image: site.image,
    port: SERVER_PORT,
    publicUrl: `https://api.${site.domain}`,
    identity: { style: "standard", issuer: site.issuer, clientId: site.clientId, audience: site.audience },
    documents: { bucket: site.documents.bucket, partsBucket: site.documents.partsBucket, region: site.documents.region, endpoint: site.documents.endpoint },
    audit: { bucket: site.documents.auditBucket, ...environment.audit },
    tls: site.ingressTls !== undefined,
    trustedProxies: [site.proxyCidr],
    connections: environment.servers.connections,
    verification: { kind: "here" },
    servers: environment.servers,
  }, plainHost(site)];
}
