import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { probeBytes, probeClient, type ProbeWorld, refusalOf } from "./probe-world.ts";

const algorithms = ["CRC32", "CRC32C", "SHA1", "SHA256"] as const;

/** One object: written, read, asked about, listed, deleted, under conditions. */
export function objectProbes(world: () => ProbeWorld): void {
  const put = (name: string, body: string | Buffer, more: object = {}) => probeClient(world()).send(new PutObjectCommand({ Bucket: world().bucket, Key: world().prefix + name, Body: body, ...more }));
  const get = (name: string, more: object = {}) => probeClient(world()).send(new GetObjectCommand({ Bucket: world().bucket, Key: world().prefix + name, ...more }));

  describe("objects", () => {
    it("gives back the bytes, their type, their metadata and the MD5 as entity tag", async () => {
      const body = probeBytes(100_003, 1);
      const { ETag, ServerSideEncryption } = await put("a b+c/é&.bin", body, { ContentType: "application/x-probe", CacheControl: "max-age=60", Metadata: { colour: "blue" } });
      expect(ETag).toBe(`"${createHash("md5").update(body).digest("hex")}"`);
      expect(ServerSideEncryption).toBe("AES256");
      const found = await get("a b+c/é&.bin");
      expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
      expect({ type: found.ContentType, cache: found.CacheControl, metadata: found.Metadata, length: found.ContentLength }).toEqual({ type: "application/x-probe", cache: "max-age=60", metadata: { colour: "blue" }, length: body.length });
    });

    it.each(algorithms)("keeps the %s that came with an object, and gives it when asked", async (algorithm) => {
      const sent = await put(`sum-${algorithm}`, probeBytes(9_001, 2), { ChecksumAlgorithm: algorithm });
      const head = await probeClient(world()).send(new HeadObjectCommand({ Bucket: world().bucket, Key: `${world().prefix}sum-${algorithm}`, ChecksumMode: "ENABLED" }));
      expect(head[`Checksum${algorithm}`]).toBe(sent[`Checksum${algorithm}`]);
      expect(head[`Checksum${algorithm}`]).toMatch(/=$/);
    });

    it("makes a CRC-64/NVME of its own for bytes that came without a checksum", async () => {
      await probeClient(world(), { requestChecksumCalculation: "WHEN_REQUIRED" }).send(new PutObjectCommand({ Bucket: world().bucket, Key: `${world().prefix}plain`, Body: "123456789" }));
      const head = await probeClient(world()).send(new HeadObjectCommand({ Bucket: world().bucket, Key: `${world().prefix}plain`, ChecksumMode: "ENABLED" }));
      expect(head.ChecksumCRC64NVME).toBe("rosUhgp5mIg=");
    });

    it("takes a stream, whose checksum comes after its bytes", async () => {
      const body = probeBytes(300_000, 3);
      await probeClient(world()).send(new PutObjectCommand({ Bucket: world().bucket, Key: `${world().prefix}stream`, Body: Readable.from([body.subarray(0, 70_000), body.subarray(70_000)]), ContentLength: body.length }));
      const found = await get("stream");
      expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
      expect(found.ContentEncoding ?? "").toBe("");
    });

    it("takes an empty object", async () => {
      await put("empty", "");
      expect((await (await get("empty")).Body?.transformToString()) ?? "none").toBe("");
      expect(await refusalOf(get("empty", { Range: "bytes=0-0" }))).toEqual({ code: "InvalidRange", status: 416 });
    });

    it("gives a range: from the start, from the end, the rest, and refuses one past the end", async () => {
      await put("range", "0123456789");
      const text = async (range: string): Promise<string> => (await (await get("range", { Range: range })).Body?.transformToString()) ?? "";
      expect(await Promise.all(["bytes=2-4", "bytes=7-", "bytes=-2", "bytes=8-99", "bytes=4-2"].map(text))).toEqual(["234", "789", "89", "89", "0123456789"]);
      expect((await get("range", { Range: "bytes=2-4" })).ContentRange).toBe("bytes 2-4/10");
      expect(await refusalOf(get("range", { Range: "bytes=10-" }))).toEqual({ code: "InvalidRange", status: 416 });
    });

    it("refuses a checksum that is not the bytes', and keeps nothing of them", async () => {
      expect(await refusalOf(put("bad", "hello", { ChecksumCRC32: "AAAAAA==" }))).toEqual({ code: "BadDigest", status: 400 });
      expect(await refusalOf(put("bad", "hello", { ChecksumSHA256: createHash("sha256").update("other").digest("base64") }))).toEqual({ code: "BadDigest", status: 400 });
      expect(await refusalOf(put("bad", "hello", { ContentMD5: createHash("md5").update("other").digest("base64") }))).toEqual({ code: "BadDigest", status: 400 });
      expect(await refusalOf(put("bad", "hello", { ContentMD5: "nonsense" }))).toEqual({ code: "InvalidDigest", status: 400 });
      expect(await refusalOf(get("bad"))).toEqual({ code: "NoSuchKey", status: 404 });
    });

    it("writes only where nothing is (If-None-Match: *), and of ten at once lets one through", async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => refusalOf(put("once", `writer ${index}`, { IfNoneMatch: "*" }))));
      expect(answers.filter(({ code }) => code === "accepted")).toHaveLength(1);
      for (const { code } of answers) expect(["accepted", "PreconditionFailed", "ConditionalRequestConflict"]).toContain(code);
      expect(await refusalOf(put("once", "late", { IfNoneMatch: "*" }))).toEqual({ code: "PreconditionFailed", status: 412 });
      expect((await refusalOf(put("once", "late", { IfNoneMatch: '"d41d8cd98f00b204e9800998ecf8427e"' }))).code).toBe("NotImplemented");
    });

    it("replaces only what the writer has seen (If-Match), and refuses a stale tag", async () => {
      const first = await put("pointer", "one");
      const second = await put("pointer", "two", { IfMatch: first.ETag });
      expect(await refusalOf(put("pointer", "three", { IfMatch: first.ETag }))).toEqual({ code: "PreconditionFailed", status: 412 });
      expect(await refusalOf(put("pointer-that-is-not", "x", { IfMatch: first.ETag }))).toEqual({ code: "NoSuchKey", status: 404 });
      expect((await get("pointer")).ETag).toBe(second.ETag);
    });

    it("reads under conditions", async () => {
      const { ETag } = await put("seen", "x");
      expect((await refusalOf(get("seen", { IfNoneMatch: ETag }))).status).toBe(304);
      expect((await refusalOf(get("seen", { IfModifiedSince: new Date(Date.now() + 3_600_000) }))).code).not.toBe("NoSuchKey");
      expect(await refusalOf(get("seen", { IfMatch: '"00"' }))).toEqual({ code: "PreconditionFailed", status: 412 });
      expect(await refusalOf(get("seen", { IfUnmodifiedSince: new Date(Date.now() - 3_600_000) }))).toEqual({ code: "PreconditionFailed", status: 412 });
    });

    it("deletes, also what is not there, and then answers NoSuchKey", async () => {
      await put("gone", "x");
      for (let turn = 0; turn < 2; turn += 1) await probeClient(world()).send(new DeleteObjectCommand({ Bucket: world().bucket, Key: `${world().prefix}gone` }));
      expect(await refusalOf(get("gone"))).toEqual({ code: "NoSuchKey", status: 404 });
      expect(await refusalOf(probeClient(world()).send(new HeadObjectCommand({ Bucket: world().bucket, Key: `${world().prefix}gone` })))).toEqual({ code: "NotFound", status: 404 });
    });

    it("lists in the order of the bytes, by pages, by folders, and from a key on", async () => {
      const names = ["list/Z", "list/a/1", "list/a/2", "list/b", "list/é", "list/😀"];
      await Promise.all(names.map((name) => put(name, name)));
      const seen: string[] = [];
      for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
        const page = await probeClient(world()).send(new ListObjectsV2Command({ Bucket: world().bucket, Prefix: `${world().prefix}list/`, MaxKeys: 2, ContinuationToken: token }));
        expect(page.KeyCount).toBeLessThanOrEqual(2);
        seen.push(...(page.Contents ?? []).map(({ Key = "" }) => Key.slice(world().prefix.length)));
        token = page.NextContinuationToken;
      }
      expect(seen).toEqual(names);
      const folders = await probeClient(world()).send(new ListObjectsV2Command({ Bucket: world().bucket, Prefix: `${world().prefix}list/`, Delimiter: "/", StartAfter: `${world().prefix}list/Z` }));
      expect(folders.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual([`${world().prefix}list/a/`]);
      expect(folders.Contents?.map(({ Key }) => Key)).toEqual(["list/b", "list/é", "list/😀"].map((name) => world().prefix + name));
      expect((await refusalOf(probeClient(world()).send(new ListObjectsV2Command({ Bucket: world().bucket, ContinuationToken: "nonsense !" })))).code).toBe("InvalidArgument");
    });

    it("refuses a key that is too long, too much metadata, an encryption it does not know, a bucket that is not", async () => {
      expect((await refusalOf(put("k".repeat(1025), "x"))).code).toBe("KeyTooLongError");
      expect((await refusalOf(put("meta", "x", { Metadata: { much: "m".repeat(2100) } }))).code).toBe("MetadataTooLarge");
      expect((await refusalOf(put("sse", "x", { ServerSideEncryption: "rot13" }))).code).toBe("InvalidArgument");
      expect((await refusalOf(probeClient(world()).send(new GetObjectCommand({ Bucket: `${world().bucket}-that-is-not-there`, Key: "x" })))).code).toMatch(/NoSuchBucket|AccessDenied/);
    });
  });
}
