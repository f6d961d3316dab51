import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, ListPartsCommand, PutObjectCommand, PutObjectRetentionCommand, S3Client, type S3ClientConfig, UploadPartCommand } from "@aws-sdk/client-s3";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createS3Server, type S3Server } from "./create-s3-server.ts";
import { codeOf, probeBytes, refusalOf } from "./probes/probe-world.ts";

const writer = { accessKeyId: "AKIAWRITER", secretAccessKey: "writer-secret", may: "read-write", mayBypassGovernance: false } as const;
const reader = { accessKeyId: "AKIAREADER", secretAccessKey: "reader-secret", may: "read", mayBypassGovernance: false } as const;

describe("the strict S3 server, beyond what a real bucket can be asked", () => {
  let folder = "";
  let server: S3Server;
  let aheadMs = 0;
  const start = (): Promise<S3Server> => createS3Server({ folder, accounts: [writer, reader], kmsKeys: ["alias/releases"], now: () => new Date(Date.now() + aheadMs) });
  const client = (more: S3ClientConfig = {}): S3Client => new S3Client({ region: "eu-west-3", endpoint: server.url, forcePathStyle: true, credentials: writer, maxAttempts: 1, ...more });
  const at = (Key: string) => ({ Bucket: "shop", Key });
  const put = (key: string, Body: string | Buffer, more: object = {}, config: S3ClientConfig = {}) => client(config).send(new PutObjectCommand({ ...at(key), Body, ...more }));
  const text = async (key: string): Promise<string | undefined> => (await client().send(new GetObjectCommand(at(key)))).Body?.transformToString();

  beforeEach(async () => {
    aheadMs = 0;
    folder = await mkdtemp(join(tmpdir(), "guichet-s3-"));
    server = await start();
    await server.buckets.create("shop", { versioning: "Enabled", objectLock: false, publicPrefixes: ["public/"] });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("keeps objects, versions and half-made uploads when another server opens its folder", async () => {
    await put("a/1", "one");
    await put("a/1", "two", { Metadata: { who: "second" } });
    const { UploadId } = await client().send(new CreateMultipartUploadCommand(at("big")));
    const sent = await client().send(new UploadPartCommand({ ...at("big"), UploadId, PartNumber: 1, Body: "part" }));
    await server.close();
    server = await start();
    expect(await text("a/1")).toBe("two");
    expect(server.buckets.get("shop").versions("a/1")).toHaveLength(2);
    expect((await client().send(new ListPartsCommand({ ...at("big"), UploadId }))).Parts?.map(({ ETag }) => ETag)).toEqual([sent.ETag]);
  });

  it("lets anybody read under a public prefix, and there only, and tells nobody what is not there", async () => {
    await put("public/notes.txt", "notes");
    await put("private.txt", "secret");
    const address = `${server.url}/shop`;
    expect(await (await fetch(`${address}/public/notes.txt`)).text()).toBe("notes");
    expect((await fetch(`${address}/public/notes.txt`, { method: "HEAD" })).headers.get("content-length")).toBe("5");
    expect(await (await fetch(`${address}/public/notes.txt`, { headers: { range: "bytes=1-2" } })).text()).toBe("ot");
    for (const path of ["/private.txt", "/public/absent.txt", "?list-type=2", "/public/notes.txt?versionId=null"]) expect(await codeOf(await fetch(address + path))).toBe("AccessDenied");
    for (const method of ["PUT", "DELETE"]) expect(await codeOf(await fetch(`${address}/public/notes.txt`, { method }))).toBe("AccessDenied");
    expect(await text("public/notes.txt")).toBe("notes");
  });

  it("finds the bucket in the host's name as in the path", async () => {
    await put("named", "by path");
    const lookup = (_: string, __: object, done: (error: null, found: { address: string; family: number }[]) => void): void => done(null, [{ address: "127.0.0.1", family: 4 }]);
    const named = client({ endpoint: `http://s3.localhost:${server.port}`, forcePathStyle: false, requestHandler: { httpAgent: new Agent({ lookup }) } });
    expect(await (await named.send(new GetObjectCommand(at("named")))).Body?.transformToString()).toBe("by path");
    await named.send(new PutObjectCommand({ ...at("named"), Body: "by host" }));
    expect(await text("named")).toBe("by host");
    named.destroy();
  });

  it("lets an account that may only read read", async () => {
    await put("shown", "x");
    const config = { credentials: reader };
    expect((await client(config).send(new ListObjectsV2Command({ Bucket: "shop" }))).KeyCount).toBe(1);
    expect(await refusalOf(put("shown", "y", {}, config))).toEqual({ code: "AccessDenied", status: 403 });
  });

  it("knows only the KMS keys it has, and gives no MD5 as the tag of what they encrypt", async () => {
    const kms = { ServerSideEncryption: "aws:kms" } as const;
    const [one, two] = [await put("k", "same", { ...kms, SSEKMSKeyId: "alias/releases" }), await put("k", "same", { ...kms, SSEKMSKeyId: "alias/releases" })];
    expect(one.SSEKMSKeyId).toBe("alias/releases");
    expect(one.ETag).not.toBe(two.ETag);
    expect((await refusalOf(put("k", "same", { ...kms, SSEKMSKeyId: "alias/none" }))).code).toBe("KMS.NotFoundException");
  });

  it("keeps a version under COMPLIANCE from everybody until its day, which may come later and never sooner", async () => {
    await server.buckets.create("vault", { versioning: "Enabled", objectLock: true, publicPrefixes: [], defaultRetention: { mode: "COMPLIANCE", days: 1 } });
    const minuteMs = 60_000;
    const governor = { credentials: reader };
    const kept = { Bucket: "vault", Key: "kept" };
    const retain = (minutes: number, Mode: "COMPLIANCE" | "GOVERNANCE" = "COMPLIANCE") => client().send(new PutObjectRetentionCommand({ ...kept, Retention: { Mode, RetainUntilDate: new Date(Date.now() + minutes * minuteMs) }, BypassGovernanceRetention: true }));
    const { VersionId } = await client().send(new PutObjectCommand({ ...kept, Body: "x", ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: new Date(Date.now() + 5 * minuteMs) }));
    const remove = (more: object = {}) => client().send(new DeleteObjectCommand({ ...kept, VersionId, BypassGovernanceRetention: true, ...more }));
    expect((await refusalOf(remove())).code).toBe("AccessDenied");
    expect((await refusalOf(retain(4))).code).toBe("AccessDenied");
    expect((await refusalOf(retain(9, "GOVERNANCE"))).code).toBe("AccessDenied");
    expect((await refusalOf(retain(9))).code).toBe("accepted");
    expect((await refusalOf(client(governor).send(new DeleteObjectCommand({ ...kept, VersionId })))).code).toBe("AccessDenied");
    aheadMs = 8 * minuteMs;
    expect((await refusalOf(remove())).code).toBe("AccessDenied");
    aheadMs = 10 * minuteMs;
    expect((await refusalOf(remove())).code).toBe("accepted");
    const usual = await client().send(new PutObjectCommand({ Bucket: "vault", Key: "usual", Body: "x" }));
    expect((await refusalOf(client().send(new DeleteObjectCommand({ Bucket: "vault", Key: "usual", VersionId: usual.VersionId })))).code).toBe("AccessDenied");
  });

  it("refuses what it does not have, rather than taking it for something else", async () => {
    for (const query of ["acl", "tagging", "policy"]) expect(await codeOf(await fetch(`${server.url}/shop/x?${query}`))).toBe("NotImplemented");
    expect(await codeOf(await fetch(`${server.url}/shop/x`, { method: "PATCH" }))).toBe("MethodNotAllowed");
    for (const asked of [{ Tagging: "a=b" }, { ACL: "public-read" }, { StorageClass: "GLACIER" }]) expect((await refusalOf(put("x", "x", asked))).code).toBe("NotImplemented");
    expect((await refusalOf(put("x", "x", {}, { credentials: { ...writer, sessionToken: "temporary" } }))).code).toBe("InvalidToken");
  });

  it("leaves nothing of an upload that was cut, and the client's next attempt passes", async () => {
    await put("cut", "before");
    server.faults.add({ kind: "cut-upload", afterBytes: 1_000_000 }, { operation: "PutObject" });
    expect((await refusalOf(put("cut", probeBytes(3_000_000, 3)))).code).not.toBe("accepted");
    expect(await text("cut")).toBe("before");
    expect(await readdir(join(folder, "shop", "incoming"))).toEqual([]);
    server.faults.add({ kind: "cut-upload", afterBytes: 1_000_000 }, { operation: "PutObject" });
    await put("cut", probeBytes(3_000_000, 3), {}, { maxAttempts: 3 });
    expect(server.seen.filter(({ key, status }) => key === "cut" && status === 0)).toHaveLength(2);
  });

  it("answers SlowDown as often as it was told to, and the client waits and passes", async () => {
    server.faults.add({ kind: "slow-down" }, { key: "slow" }, 2);
    expect(await refusalOf(put("slow", "x"))).toEqual({ code: "SlowDown", status: 503 });
    await put("slow", "x", {}, { maxAttempts: 3 });
    expect(server.seen.filter(({ key }) => key === "slow").map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  it("does the work and loses the answer: the client's second attempt meets its own write", async () => {
    server.faults.add({ kind: "lost-answer" }, { key: "once" });
    expect(await refusalOf(put("once", "mine", { IfNoneMatch: "*" }, { maxAttempts: 3 }))).toEqual({ code: "PreconditionFailed", status: 412 });
    expect(await text("once")).toBe("mine");
  });

  it("breaks a download in its middle, and fails a completion after its status was sent", async () => {
    await put("down", probeBytes(2_000_000, 5));
    server.faults.add({ kind: "cut-download", afterBytes: 1_000_000 }, { key: "down" });
    const found = await client().send(new GetObjectCommand(at("down")));
    await expect(found.Body?.transformToByteArray()).rejects.toThrow();
    const { UploadId } = await client().send(new CreateMultipartUploadCommand(at("late")));
    const { ETag } = await client().send(new UploadPartCommand({ ...at("late"), UploadId, PartNumber: 1, Body: "x" }));
    const complete = (): Promise<unknown> => client().send(new CompleteMultipartUploadCommand({ ...at("late"), UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }));
    server.faults.add({ kind: "late-error" }, { operation: "CompleteMultipartUpload" });
    expect((await refusalOf(complete())).code).toBe("InternalError");
    expect(await refusalOf(complete())).toEqual({ code: "accepted", status: 200 });
  });
});
