import { randomUUID } from "node:crypto";
import process from "node:process";
import { afterAll, describe, it } from "vitest";
import { multipartProbes } from "./probes/multipart-contract.ts";
import { objectProbes } from "./probes/objects-contract.ts";
import { emptyPrefix } from "./probes/empty-prefix.ts";
import type { ProbeWorld } from "./probes/probe-world.ts";
import { signatureProbes } from "./probes/signature-contract.ts";
import { versionProbes } from "./probes/versions-contract.ts";

/** The same probes against a bucket of Amazon's or of a host that speaks S3: what the strict server claims is then claimed by the real thing. */
function worldOfEnvironment(): ProbeWorld | undefined {
  const read = (name: string): string | undefined => process.env[`GUICHET_S3_PROBE_${name}`];
  const [bucket, accessKeyId, secretAccessKey] = [read("BUCKET"), read("ACCESS_KEY_ID"), read("SECRET_ACCESS_KEY")];
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { endpoint: read("ENDPOINT"), region: read("REGION") ?? "eu-west-3", credentials: { accessKeyId, secretAccessKey }, bucket, lockBucket: read("LOCK_BUCKET"), prefix: `guichet-probes/${randomUUID()}/` };
}

const real = worldOfEnvironment();

describe("the S3 probes against a real bucket", () => {
  if (real === undefined) {
    console.warn("SKIPPED: no real bucket was probed. Give GUICHET_S3_PROBE_BUCKET, GUICHET_S3_PROBE_ACCESS_KEY_ID and GUICHET_S3_PROBE_SECRET_ACCESS_KEY to do it (docs/decisions/0071-object-store.md).");
    it.skip("needs GUICHET_S3_PROBE_BUCKET, GUICHET_S3_PROBE_ACCESS_KEY_ID and GUICHET_S3_PROBE_SECRET_ACCESS_KEY", () => undefined);
    return;
  }
  const world = (): ProbeWorld => real;
  afterAll(() => emptyPrefix(real));
  objectProbes(world);
  multipartProbes(world);
  signatureProbes(world);
  if (real.lockBucket !== undefined) versionProbes(world);
  else it.skip("versions and locks: needs GUICHET_S3_PROBE_LOCK_BUCKET, a bucket made with object lock", () => undefined);
});
