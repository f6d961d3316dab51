import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { variables } from "../../config-variables.ts";
import { DEREGISTRATION_SECONDS } from "../constructs/load-balancer.ts";
import { environments } from "../environments/all.ts";
import type { Environment } from "../environment.ts";
import { at, listAt } from "../judges/judge.ts";
import { readSite } from "../site.ts";
import { awsWorkload, plainWorkload } from "../synthesise.ts";
import { createManifests } from "./create-manifests.ts";
import { DRAIN_SECONDS, GRACE_SECONDS, LEAVE_SECONDS } from "./pod.ts";
import { openValues, secretNames, settingsOf } from "./settings.ts";
import type { Host, Workload } from "./workload.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-manifests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const objectGate = z.array(z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }) }));
const made = ([workload, host]: readonly [Workload, Host]) => createManifests(workload, host, folder).charts.flatMap((chart) => objectGate.parse(chart.toJson()));
const plainFile = join(import.meta.dirname, "../environments/plain.example.json");
const placement = (environment: Environment) => ({ environment, site: readSite(undefined) });

const cases = environments.flatMap((environment): readonly (readonly [string, Environment, readonly [Workload, Host]])[] => [
  [`${environment.name} on AWS`, environment, awsWorkload(placement(environment), undefined, undefined)],
  [`${environment.name} elsewhere`, environment, plainWorkload(placement(environment), plainFile)],
]);

describe.each(cases)("%s", (_name, environment, given) => {
  const objects = made(given);
  const one = (kind: string) => {
    const found = objects.filter((object) => object.kind === kind);
    expect(found, kind).toHaveLength(1);
    return found[0];
  };
  const podSpecs = ["Deployment", "Job"].map((kind) => at(one(kind), "spec", "template", "spec"));

  test("pods are nobody's root, write nowhere but in their own folders, have no capability, ask for what they need", () => {
    for (const spec of podSpecs) {
      expect(at(spec, "securityContext")).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      expect(at(spec, "automountServiceAccountToken")).toBe(false);
      for (const container of listAt(spec, "containers")) {
        expect(at(container, "securityContext")).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ["ALL"] } });
        expect(at(container, "resources", "requests")).toMatchObject({ cpu: environment.servers.cpu, memory: environment.servers.memory });
        expect(at(container, "resources", "limits", "memory")).toBe(environment.servers.memory);
        const mounts = listAt(container, "volumeMounts").map((mount) => String(at(mount, "name")));
        expect(mounts.toSorted()).toEqual(listAt(spec, "volumes").map((volume) => String(at(volume, "name"))).toSorted());
      }
      expect(JSON.stringify(spec)).not.toMatch(/hostPath|hostNetwork|privileged|:latest"/);
    }
  });

  test("variables are the server's, no more and no less, and it would start with them", () => {
    const settings = settingsOf(given[0]);
    expect(Object.keys(settings).toSorted()).toEqual(Object.keys(variables.shape).toSorted());
    const data = at(objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.namespace === "guichet"), "data");
    const secrets = Object.fromEntries(secretNames(settings).map((name) => [name, name === "GUICHET_PG_URL" ? "postgres://u:p@h:5432/d" : "x".repeat(48)]));
    expect(variables.safeParse({ ...openValues(settings), ...secrets })).toMatchObject({ success: true });
    expect(data).toEqual(openValues(settings));
    expect(JSON.stringify(openValues(settings))).not.toMatch(/password|postgres:\/\/|DEMONSTRATION/);
    for (const each of Object.values(settings)) if (each.from === "left") expect(each.why.length).toBeGreaterThan(15);
  });

  test("what stands in front speaks TLS to the pods, and so does whoever asks how they are; elsewhere once the ingress is told to", () => {
    const isTls = given[0].tls;
    expect(isTls).toBe(given[1].name === "aws");
    const container = listAt(podSpecs[0], "containers")[0];
    for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) expect(at(container, probe, "httpGet", "scheme")).toBe(isTls ? "HTTPS" : "HTTP");
    expect(listAt(one("Service"), "spec", "ports").map((port) => at(port, "appProtocol"))).toEqual([isTls ? "https" : "http"]);
    expect(openValues(settingsOf(given[0]))["GUICHET_TLS_OWN"]).toBe(isTls ? "1" : undefined);
  });

  test("requests come when it is ready, stop before it does, and what is inside finishes", () => {
    const container = listAt(podSpecs[0], "containers")[0];
    expect(at(container, "livenessProbe", "httpGet", "path")).toBe("/healthz");
    expect(at(container, "readinessProbe", "httpGet", "path")).toBe("/readyz");
    expect(at(container, "lifecycle", "preStop")).toEqual({ sleep: { seconds: LEAVE_SECONDS } });
    expect(at(podSpecs[0], "terminationGracePeriodSeconds")).toBe(GRACE_SECONDS);
    expect(at(one("Deployment"), "spec", "strategy", "rollingUpdate", "maxUnavailable")).toBe(0);
    expect(at(one("Deployment"), "spec", "replicas")).toBeUndefined();
  });

  test("it scales between the environment's bounds, over the three zones, one disruption at a time", () => {
    expect(at(one("HorizontalPodAutoscaler"), "spec")).toMatchObject({ minReplicas: environment.servers.replicas.min, maxReplicas: environment.servers.replicas.max });
    expect(at(one("PodDisruptionBudget"), "spec", "maxUnavailable")).toBe(1);
    expect(listAt(podSpecs[0], "topologySpreadConstraints").map((constraint) => at(constraint, "topologyKey"))).toContain("topology.kubernetes.io/zone");
  });

  test("the Service, the budget and the autoscaler mean the servers, and not the migration", () => {
    const labels = at(one("Deployment"), "spec", "template", "metadata", "labels");
    expect(at(one("Service"), "spec", "selector")).toEqual(labels);
    expect(at(one("PodDisruptionBudget"), "spec", "selector", "matchLabels")).toEqual(labels);
    expect(at(one("Job"), "spec", "template", "metadata", "labels")).not.toMatchObject(Object(labels));
  });

  test("the network is closed both ways, but for the callers, names, the database and what it signs in with", () => {
    const policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
    expect(policies.map(({ metadata }) => metadata.name).toSorted()).toEqual(["nothing-else", "servers"]);
    const closed = policies.find(({ metadata }) => metadata.name === "nothing-else");
    expect(at(closed, "spec")).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    const servers = policies.find(({ metadata }) => metadata.name === "servers");
    expect(listAt(servers, "spec", "egress").flatMap((rule) => listAt(rule, "ports").map((port) => at(port, "port"))).toSorted()).toEqual([443, 53, 53, 5432]);
    expect(JSON.stringify(at(servers, "spec", "ingress"))).not.toContain("0.0.0.0/0");
  });

  test("whoever deploys reads no secret, enters no pod, and grants nothing", () => {
    const rules = listAt(one("Role"), "rules");
    const resources = rules.flatMap((rule) => listAt(rule, "resources"));
    for (const never of ["secrets", "pods/exec", "roles", "rolebindings", "*"]) expect(resources).not.toContain(never);
    expect(rules.flatMap((rule) => listAt(rule, "verbs"))).not.toContain("*");
  });

  test("everything but the namespace itself is in the namespace, under the strictest rules for pods", () => {
    expect(at(one("Namespace"), "metadata", "labels", "pod-security.kubernetes.io/enforce")).toBe("restricted");
    expect(objects.filter(({ kind, metadata }) => kind !== "Namespace" && metadata.namespace !== "guichet").map(({ metadata }) => metadata.name)).toEqual(given[1].name === "aws" ? ["amazon-vpc-cni"] : []);
  });
});

test("elsewhere, nothing of AWS is left", () => {
  for (const environment of environments) expect(JSON.stringify(made(plainWorkload(placement(environment), plainFile)))).not.toMatch(/aws|eks|cognito|amazon/i);
});

test("an ingress that is told to speak TLS to the pods finds them speaking it", () => {
  const [environment] = environments;
  if (environment === undefined) throw new Error("no environment");
  const annotations = { "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS" };
  const file = join(folder, "plain-tls.json");
  writeFileSync(file, JSON.stringify({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(plainFile, "utf8"))), ingressTls: annotations }));
  const objects = made(plainWorkload(placement(environment), file));
  expect(at(objects.find(({ kind }) => kind === "Ingress"), "metadata", "annotations")).toEqual(annotations);
  expect(JSON.stringify(objects.find(({ kind }) => kind === "ConfigMap"))).toContain('"GUICHET_TLS_OWN":"1"');
});

test("the pod's last seconds are enough for the server's own, and the balancer waits as long", () => {
  const source = readFileSync(join(import.meta.dirname, "../../start-server.ts"), "utf8");
  expect(Number(/DRAIN_MS = ([\d_]+)/.exec(source)?.[1]?.replaceAll("_", ""))).toBe(DRAIN_SECONDS * 1000);
  expect(GRACE_SECONDS).toBeGreaterThan(LEAVE_SECONDS + DRAIN_SECONDS);
  expect(DEREGISTRATION_SECONDS).toBeGreaterThanOrEqual(LEAVE_SECONDS + DRAIN_SECONDS);
});

test("settings that change change their name, so that going back finds the earlier ones", () => {
  const [environment] = environments;
  if (environment === undefined) throw new Error("no environment");
  const [workload, host] = awsWorkload(placement(environment), undefined, undefined);
  const nameOf = (given: Workload) => made([given, host]).find(({ kind, metadata }) => kind === "ConfigMap" && metadata.namespace === "guichet")?.metadata.name;
  expect(nameOf({ ...workload, connections: 11 })).not.toBe(nameOf(workload));
  expect(nameOf({ ...workload, image: "other:1" })).toBe(nameOf(workload));
});

test("what only a deployed stack knows comes from its outputs, or is missed by name", () => {
  const [environment] = environments;
  if (environment === undefined) throw new Error("no environment");
  const file = join(folder, "outputs.json");
  const outputs = { "guichet-production-data": { SignInIssuer: "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_Real", SignInClient: "real" }, "guichet-production-service": { TargetGroup: "arn:aws:elasticloadbalancing:eu-west-3:1:targetgroup/real/1" }, "guichet-production-edge": { VerificationAddress: "real.cloudfront.net" } };
  writeFileSync(file, JSON.stringify(outputs));
  const text = JSON.stringify(made(awsWorkload(placement(environment), file, "registry/server:1")));
  for (const real of ["eu-west-3_Real", '"GUICHET_OIDC_CLIENT_ID":"real"', "targetgroup/real/1", "registry/server:1", '"GUICHET_VERIFICATION_ORIGIN":"https://real.cloudfront.net"']) expect(text).toContain(real);
  expect(text).not.toMatch(/[:"]example"|EXAMPLE/);
  writeFileSync(file, JSON.stringify({ ...outputs, "guichet-production-service": {} }));
  expect(() => awsWorkload(placement(environment), file, "x:1")).toThrow(/TargetGroup.*guichet-production-service/);
});
