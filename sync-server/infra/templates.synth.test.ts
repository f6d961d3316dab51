import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Stack } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { windowPolicy } from "../../shared/bridge/window-policy.ts";
import { ALLOWED_NAMES } from "./constructs/name-firewall.ts";
import { createApp } from "./create-app.ts";
import { environments } from "./environments/all.ts";
import { REGION, ZONES, type Environment } from "./environment.ts";
import { encryption } from "./judges/encryption.ts";
import { exposure } from "./judges/exposure.ts";
import { at, listAt } from "./judges/judge.ts";
import { kinds } from "./judges/kinds.ts";
import { permissions } from "./judges/permissions.ts";
import { protection } from "./judges/protection.ts";
import { residency } from "./judges/residency.ts";
import { statementsOf } from "./judges/statements.ts";
import { namesOf } from "./placement.ts";
import { acknowledgedRules, type Resource, type Template } from "./read-templates.ts";
import { readSite } from "./site.ts";
import { synthesise, type Synthesis } from "./synthesise.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-synth-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const artifactGate = z.object({ artifacts: z.record(z.string(), z.looseObject({ type: z.string(), environment: z.string().optional(), properties: z.looseObject({ terminationProtection: z.boolean().optional() }).optional() })) });
const all = (templates: readonly Template[], type: string): readonly Resource[] => templates.flatMap(({ resources }) => Object.values(resources)).filter(({ Type }) => Type === type);

describe.each(environments.map((environment): readonly [string, Environment] => [environment.name, environment]))("%s", (_name, environment) => {
  let made: Synthesis;
  // Every rule of AwsSolutions and of CloudFormation's own schema is judged in it: it throws where one is broken.
  beforeAll(() => {
    made = synthesise({ environment, site: readSite(undefined) }, { outdir: join(folder, environment.name) });
  });
  const judged = (judge: (template: Template) => readonly string[]): readonly string[] => made.templates.flatMap(judge);

  test("three stacks, all in Paris, protected where their data are", () => {
    const { artifacts } = artifactGate.parse(JSON.parse(readFileSync(join(made.outdir, "cdk", "manifest.json"), "utf8")));
    const stacks = Object.entries(artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
    expect(stacks.map(([name]) => name).toSorted()).toEqual(["data", "edge", "service"].map((part) => `guichet-${environment.name}-${part}`));
    for (const [, { environment: place, properties }] of stacks) {
      expect(place).toBe(`aws://000000000000/${REGION}`);
      expect(properties?.terminationProtection ?? false).toBe(environment.protectedData);
    }
  });

  test("the service stack holds nothing: it can be deleted and made again", () => {
    const service = made.templates.find(({ stack }) => stack.endsWith("-service"));
    expect(Object.values(service?.resources ?? {}).filter(({ Type }) => kinds[Type] !== "nothing").map(({ Type }) => Type)).toEqual([]);
  });

  test("nothing lies outside Paris", () => expect(judged(residency)).toEqual([]));
  test("nothing is open that should not be", () => expect(judged(exposure)).toEqual([]));
  test("everything is encrypted", () => expect(judged(encryption)).toEqual([]));
  test("no permission is without bounds", () => expect(judged(permissions)).toEqual([]));
  test("what keeps something outlives its stack", () => {
    if (environment.protectedData) expect(judged(protection)).toEqual([]);
    else expect(judged(protection).length).toBeGreaterThan(0); // a review can be deleted, or it would cost for ever
  });

  test("the network is over the three zones, and only the load balancer is where the Internet comes in", () => {
    const subnets = all(made.templates, "AWS::EC2::Subnet");
    expect(new Set(subnets.map(({ Properties }) => at(Properties, "AvailabilityZone")))).toEqual(new Set(ZONES));
    expect(subnets).toHaveLength(9);
    expect(all(made.templates, "AWS::EC2::NatGateway")).toHaveLength(environment.network.waysOut);
    expect(all(made.templates, "AWS::EC2::FlowLog")).toHaveLength(1);
    const routes = all(made.templates, "AWS::EC2::Route").map(({ Properties }) => ({ from: JSON.stringify(at(Properties, "RouteTableId")), isDoor: at(Properties, "GatewayId") !== undefined }));
    expect(routes.filter(({ from, isDoor }) => isDoor !== from.includes("edgeSubnet"))).toEqual([]);
    expect(routes.filter(({ from }) => from.includes("dataSubnet"))).toEqual([]);
  });

  test("from inside, only names of AWS in Paris are answered", () => {
    const [rules] = all(made.templates, "AWS::Route53Resolver::FirewallRuleGroup");
    expect(listAt(rules?.Properties, "FirewallRules").map((rule) => at(rule, "Action"))).toEqual(["ALLOW", "BLOCK"]);
    const lists = all(made.templates, "AWS::Route53Resolver::FirewallDomainList").map(({ Properties }) => listAt(Properties, "Domains"));
    expect(lists).toEqual([ALLOWED_NAMES, ["*"]]);
    for (const name of ALLOWED_NAMES) expect(name).toMatch(/eu-west-3|^sts\.amazonaws\.com$/);
  });

  test("the database has its readers, its backups and its lock; documents are locked as long as it can be taken back", () => {
    const [cluster] = all(made.templates, "AWS::RDS::DBCluster");
    expect(cluster?.Properties).toMatchObject({ BackupRetentionPeriod: environment.database.backupDays, EnableIAMDatabaseAuthentication: true, Engine: "aurora-postgresql" });
    expect(all(made.templates, "AWS::RDS::DBInstance")).toHaveLength(1 + environment.database.readers);
    const locked = all(made.templates, "AWS::S3::Bucket").filter(({ Properties }) => at(Properties, "ObjectLockEnabled") === true);
    const [documents] = locked.filter(({ Properties }) => String(at(Properties, "BucketName")).includes("-documents-"));
    const retention = at(documents?.Properties, "ObjectLockConfiguration", "Rule", "DefaultRetention");
    expect(retention).toEqual({ Mode: environment.documents.lock.toUpperCase(), Days: environment.documents.lockDays });
    expect(environment.documents.lockDays).toBeGreaterThanOrEqual(environment.database.backupDays);
    const [audit] = locked.filter((one) => one !== documents);
    expect([locked.length, at(audit?.Properties, "ObjectLockConfiguration", "Rule", "DefaultRetention"), at(audit?.Properties, "VersioningConfiguration", "Status"), at(audit?.Properties, "LifecycleConfiguration")]).toEqual([2, { Mode: environment.audit.lock.toUpperCase(), Days: environment.audit.lockDays }, "Enabled", undefined]);
    expect(all(made.templates, "AWS::SecretsManager::RotationSchedule")).toHaveLength(2);
  });

  test("servers put anchors of the audit, and may neither read, list, erase nor free one", () => {
    const bucket = namesOf({ environment, site: readSite(undefined) }).auditBucket;
    const granted = all(made.templates, "AWS::IAM::Policy").flatMap(({ Properties }) => statementsOf(Properties)).filter(({ allows, resources }) => allows && JSON.stringify(resources).includes(bucket));
    expect(granted.map(({ actions, resources }) => [actions, resources])).toEqual([[["s3:PutObject", "s3:PutObjectRetention"], [`arn:aws:s3:::${bucket}/anchors/*`]]]);
    const everywhere = made.templates.flatMap(({ resources }) => Object.values(resources)).flatMap(({ Properties }) => statementsOf(Properties)).filter(({ allows }) => allows).flatMap(({ actions }) => actions);
    expect(everywhere.filter((action) => /^s3:(?:\*|Bypass|DeleteObjectVersion)/.test(action))).toEqual([]);
    const settings = readFileSync(join(made.outdir, "manifests", "10-settings.yaml"), "utf8");
    expect(settings).toContain(`GUICHET_AUDIT_BUCKET: ${bucket}`);
  });

  test("the sign-in is a public client with PKCE's flow alone, two factors, and tokens that name it", () => {
    const [pool] = all(made.templates, "AWS::Cognito::UserPool");
    expect(pool?.Properties).toMatchObject({ MfaConfiguration: "ON", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] });
    const [client] = all(made.templates, "AWS::Cognito::UserPoolClient");
    expect(client?.Properties).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ["code"], AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: ["guichet://auth"], EnableTokenRevocation: true, RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 60 } });
    const scopes = listAt(client?.Properties, "AllowedOAuthScopes");
    expect([scopes.length, scopes[0], JSON.stringify(scopes[1])]).toEqual([2, "openid", expect.stringContaining("/desk")]);
    expect(all(made.templates, "AWS::Cognito::UserPoolResourceServer")[0]?.Properties).toMatchObject({ Identifier: "urn:guichet:api" });
  });

  test("two things leave through CloudFront, installers and a page, each under its own policy, nothing of the asker's address passed on or kept", () => {
    const distributions = all(made.templates, "AWS::CloudFront::Distribution").map(({ Properties }) => at(Properties, "DistributionConfig"));
    expect(distributions.map((config) => listAt(config, "Aliases"))).toEqual(distributions.map((_config, i) => [`${["releases", "verification"][i]}.${environment.name === "production" ? "" : `${environment.name}.`}guichet.example`]));
    for (const config of distributions) {
      for (const behaviour of [at(config, "DefaultCacheBehavior"), ...listAt(config, "CacheBehaviors")]) {
        expect(at(behaviour, "ViewerProtocolPolicy")).toBe("https-only");
        expect(listAt(behaviour, "AllowedMethods")).toEqual(["GET", "HEAD"]);
        expect(at(behaviour, "OriginRequestPolicyId")).toBeUndefined();
      }
    }
    for (const { Properties } of all(made.templates, "AWS::CloudFront::CachePolicy")) {
      const key = at(Properties, "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin");
      expect([at(key, "QueryStringsConfig", "QueryStringBehavior"), at(key, "CookiesConfig", "CookieBehavior"), at(key, "HeadersConfig", "HeaderBehavior")]).toEqual(["none", "none", "none"]);
    }
    const api = environment.name === "production" ? "https://api.guichet.example" : `https://api.${environment.name}.guichet.example`;
    const policies = all(made.templates, "AWS::CloudFront::ResponseHeadersPolicy").map(({ Properties }) => String(at(Properties, "ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy")));
    expect(policies).toEqual(["default-src 'none'; frame-ancestors 'none'", windowPolicy(`https://${api.slice(8)}`)]);
    expect(policies[1]).toContain(`connect-src ${api};`);
    const settings = readFileSync(join(made.outdir, "manifests", "10-settings.yaml"), "utf8");
    expect(settings).toContain(`GUICHET_VERIFICATION_ORIGIN: https://${String(listAt(distributions[1], "Aliases")[0])}`);
  });

  test("the firewall stands before the load balancer; every alarm is told", () => {
    expect(all(made.templates, "AWS::WAFv2::WebACL").map(({ Properties }) => at(Properties, "Scope"))).toEqual(["REGIONAL"]);
    expect(all(made.templates, "AWS::WAFv2::WebACLAssociation")).toHaveLength(1);
    const alarms = all(made.templates, "AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(12);
    for (const { Properties } of alarms) expect(listAt(Properties, "AlarmActions")).toHaveLength(1);
  });

  test("what the night's checks find, and letters that are given up, are heard in the servers' log, in the words that they say", () => {
    const filters = all(made.templates, "AWS::Logs::MetricFilter").map(({ Properties }) => String(at(Properties, "FilterPattern"))).filter((pattern) => !pattern.includes("anchored"));
    expect(filters).toHaveLength(2);
    for (const pattern of filters) expect(readFileSync(join(import.meta.dirname, "../open-services.ts"), "utf8")).toContain(pattern);
  });

  test("an audit that is not anchored is heard in the servers' log and told as an alarm, in the words that they say", () => {
    const [filter] = all(made.templates, "AWS::Logs::MetricFilter").filter(({ Properties }) => String(at(Properties, "FilterPattern")).includes("anchored"));
    const words = String(at(filter?.Properties, "FilterPattern")).replaceAll('"', "");
    expect(readFileSync(join(import.meta.dirname, "../watch-anchors.ts"), "utf8")).toContain(`"${words}"`);
    const [transformation] = listAt(filter?.Properties, "MetricTransformations");
    const alarms = all(made.templates, "AWS::CloudWatch::Alarm").filter(({ Properties }) => at(Properties, "MetricName") === at(transformation, "MetricName") && at(Properties, "Namespace") === at(transformation, "MetricNamespace"));
    expect(alarms.map(({ Properties }) => [at(Properties, "Threshold"), String(at(Properties, "AlarmDescription")).split(" ")[0]])).toEqual([[0, "guichet_audit_unanchored_seconds"]]);
  });

  test("the servers' address of the database is put together from fields that its secret has", () => {
    const [secret] = all(made.templates, "AWS::SecretsManager::Secret").filter(({ Properties }) => String(at(Properties, "Name")).endsWith("/database/server"));
    const template = listAt(at(secret?.Properties, "GenerateSecretString", "SecretStringTemplate", "Fn::Join", 1)).map((part) => (typeof part === "string" ? part : "known when deployed")).join("");
    const fields = Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(template)));
    const path = /join\('', \[(.*?)\]\)/.exec(readFileSync(join(made.outdir, "manifests", "10-settings.yaml"), "utf8"))?.[1] ?? "";
    const used = path.split(",").map((part) => part.trim()).filter((part) => !part.startsWith("'"));
    expect(used).toEqual(["username", "password", "host", "dbname"]);
    for (const field of used) expect([...fields, "password"]).toContain(field);
    expect(at(secret?.Properties, "GenerateSecretString", "GenerateStringKey")).toBe("password");
    expect(String(at(secret?.Properties, "GenerateSecretString", "ExcludeCharacters"))).toMatch(/(?=.*@)(?=.*:)(?=.*\/)(?=.*%)(?=.*\?)(?=.*#)/);
  });

  test("the same definition gives the same bytes: what a change does can be read as a difference", () => {
    const again = synthesise({ environment, site: readSite(undefined) }, { outdir: join(folder, `${environment.name}-again`) });
    expect(again.templates.map(({ text }) => text)).toEqual(made.templates.map(({ text }) => text));
  });

  test("each rule that does not hold has a reason a person can read", () => {
    for (const [id, reason] of acknowledgedRules(made.templates)) expect(reason.length, id).toBeGreaterThan(30);
  });
});

test("a kind of resource that is no longer made is not left in the table", () => {
  const made = new Set(environments.flatMap((environment) => synthesisedKinds(environment.name)));
  expect(Object.keys(kinds).filter((kind) => !made.has(kind))).toEqual([]);
});
const synthesisedKinds = (name: string): readonly string[] => ["data", "service", "edge"].flatMap((part) => {
  const { Resources } = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) }).parse(JSON.parse(readFileSync(join(folder, name, "cdk", `guichet-${name}-${part}.template.json`), "utf8")));
  return Object.values(Resources).map(({ Type }) => Type);
});

test("the command says what it made, and refuses what it does not know", () => {
  const run = (...args: readonly string[]) => spawnSync(process.execPath, [join(import.meta.dirname, "synth.ts"), "--out", join(folder, "command"), ...args], { encoding: "utf8" });
  const plain = run("--env", "staging", "--plain", join(import.meta.dirname, "environments/plain.example.json"));
  expect([plain.status, plain.stdout]).toEqual([0, expect.stringMatching(/^staging \(plain\)[\s\S]*30-server\.yaml/)]);
  expect(run("--env", "nowhere")).toMatchObject({ status: 2, stderr: expect.stringContaining("production, staging, review") });
  expect(run("--site", join(folder, "missing.json"))).toMatchObject({ status: 1, stdout: "" });
});

test("the workstation's installers take nothing of this", () => {
  const packed = readFileSync(join(import.meta.dirname, "../../electron-builder.yml"), "utf8").split("\n").filter((line) => /^\s+- /.test(line));
  expect(packed.filter((line) => line.includes("sync-server") && !line.includes("!"))).toEqual([]);
});

test("a broken rule stops the synthesis", () => {
  const [environment] = environments;
  if (environment === undefined) throw new Error("no environment");
  const app = createApp({ environment, site: readSite(undefined) }, join(folder, "broken"));
  new Bucket(new Stack(app, "careless"), "Bucket");
  try {
    expect(() => app.synth()).toThrow("AwsSolutions-S10");
  } finally {
    process.exitCode = undefined; // which a failed validation sets
  }
});
