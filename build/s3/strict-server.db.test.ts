import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { createS3Server, type S3Server } from "./create-s3-server.ts";
import { multipartProbes } from "./probes/multipart-contract.ts";
import { objectProbes } from "./probes/objects-contract.ts";
import type { ProbeWorld } from "./probes/probe-world.ts";
import { signatureProbes } from "./probes/signature-contract.ts";
import { versionProbes } from "./probes/versions-contract.ts";

const account = { accessKeyId: "AKIAPROBE", secretAccessKey: "probe-secret", may: "read-write", mayBypassGovernance: true } as const;

describe("the strict S3 server of the tests", () => {
  let folder = "";
  let server: S3Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "guichet-s3-"));
    server = await createS3Server({ folder, accounts: [account] });
    await server.buckets.create("probes", { versioning: "never", objectLock: false, publicPrefixes: [] });
    await server.buckets.create("locked-probes", { versioning: "Enabled", objectLock: true, publicPrefixes: [] });
  });

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const world = (): ProbeWorld => ({ endpoint: server.url, region: "eu-west-3", credentials: account, bucket: "probes", lockBucket: "locked-probes", prefix: "probes/" });
  objectProbes(world);
  multipartProbes(world);
  signatureProbes(world);
  versionProbes(world);
});
