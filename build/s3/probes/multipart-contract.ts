import { AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListPartsCommand, PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { probeBytes, probeClient, type ProbeWorld, refusalOf } from "./probe-world.ts";

const leastPart = 5 * 1024 ** 2;

/** Large objects: in parts, in order, resumed, aborted. */
export function multipartProbes(world: () => ProbeWorld): void {
  const at = (name: string) => ({ Bucket: world().bucket, Key: world().prefix + name });
  const begin = async (name: string, more: object = {}) => (await probeClient(world()).send(new CreateMultipartUploadCommand({ ...at(name), ...more }))).UploadId ?? "";
  const part = (name: string, UploadId: string, PartNumber: number, Body: Buffer, more: object = {}) =>
    probeClient(world()).send(new UploadPartCommand({ ...at(name), UploadId, PartNumber, Body, ...more })).then(({ ETag, ChecksumCRC32, ChecksumSHA256 }) => ({ PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 }));
  const complete = (name: string, UploadId: string, Parts: readonly object[], more: object = {}) =>
    probeClient(world()).send(new CompleteMultipartUploadCommand({ ...at(name), UploadId, MultipartUpload: { Parts: [...Parts] }, ...more }));

  describe("uploads in parts", () => {
    it("makes one object of parts, whose entity tag counts them", async () => {
      const body = probeBytes(leastPart + 70_001, 7);
      const id = await begin("parts", { ContentType: "application/x-probe" });
      const second = await part("parts", id, 2, body.subarray(leastPart));
      const first = await part("parts", id, 1, body.subarray(0, leastPart));
      const listed = await probeClient(world()).send(new ListPartsCommand({ ...at("parts"), UploadId: id }));
      expect(listed.Parts?.map(({ PartNumber, Size, ETag }) => ({ PartNumber, Size, ETag }))).toEqual([{ PartNumber: 1, Size: leastPart, ETag: first.ETag }, { PartNumber: 2, Size: 70_001, ETag: second.ETag }]);
      const uploads = await probeClient(world()).send(new ListMultipartUploadsCommand({ Bucket: world().bucket, Prefix: at("parts").Key }));
      expect(uploads.Uploads?.map(({ UploadId }) => UploadId)).toEqual([id]);
      const done = await complete("parts", id, [first, second]);
      expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
      const found = await probeClient(world()).send(new GetObjectCommand(at("parts")));
      expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
      expect(found.ContentType).toBe("application/x-probe");
      expect((await refusalOf(probeClient(world()).send(new ListPartsCommand({ ...at("parts"), UploadId: id })))).code).toBe("NoSuchUpload");
    });

    it("refuses parts out of order, unknown, changed, or too small, and the upload stays open for the right list", async () => {
      const id = await begin("order");
      const [one, two] = [await part("order", id, 1, probeBytes(1000, 1)), await part("order", id, 2, probeBytes(1000, 2))];
      expect((await refusalOf(complete("order", id, [two, one]))).code).toBe("InvalidPartOrder");
      expect((await refusalOf(complete("order", id, [one, { ...two, PartNumber: 3 }]))).code).toBe("InvalidPart");
      expect((await refusalOf(complete("order", id, [{ ...one, ETag: two.ETag }, two]))).code).toBe("InvalidPart");
      expect((await refusalOf(complete("order", id, [one, two]))).code).toBe("EntityTooSmall");
      expect((await refusalOf(complete("order", id, []))).code).toBe("MalformedXML");
      expect((await refusalOf(part("order", id, 10_001, probeBytes(10, 1)))).code).toBe("InvalidArgument");
      await complete("order", id, [two]);
      expect((await probeClient(world()).send(new HeadObjectCommand(at("order")))).ContentLength).toBe(1000);
    });

    it("checks the checksum of the whole object, and refuses a wrong one", async () => {
      const body = probeBytes(leastPart + 5, 9);
      const id = await begin("whole", { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
      const parts = [await part("whole", id, 1, body.subarray(0, leastPart), { ChecksumAlgorithm: "CRC32" }), await part("whole", id, 2, body.subarray(leastPart), { ChecksumAlgorithm: "CRC32" })];
      expect((await refusalOf(complete("whole", id, parts, { ChecksumCRC32: "AAAAAA==", ChecksumType: "FULL_OBJECT" }))).code).toBe("BadDigest");
      expect((await refusalOf(complete("whole", id, parts, { MpuObjectSize: body.length + 1 }))).code).toBe("InvalidRequest");
      const alone = await probeClient(world()).send(new PutObjectCommand({ ...at("whole-alone"), Body: body, ChecksumAlgorithm: "CRC32" }));
      expect((await complete("whole", id, parts, { ChecksumCRC32: alone.ChecksumCRC32, ChecksumType: "FULL_OBJECT" })).ChecksumCRC32).toBe(alone.ChecksumCRC32);
    });

    it("wants each part's checksum back where the upload's is made of them, and gives it with their count", async () => {
      const id = await begin("composite", { ChecksumAlgorithm: "SHA256" });
      const only = await part("composite", id, 1, probeBytes(2000, 4), { ChecksumAlgorithm: "SHA256" });
      expect((await refusalOf(complete("composite", id, [{ PartNumber: 1, ETag: only.ETag }]))).code).toBe("InvalidRequest");
      expect((await complete("composite", id, [only])).ChecksumSHA256).toMatch(/=-1$/);
    });

    it("completes under a condition: If-None-Match refuses what was written meanwhile", async () => {
      const id = await begin("meanwhile");
      const only = await part("meanwhile", id, 1, probeBytes(50, 5));
      await probeClient(world()).send(new PutObjectCommand({ ...at("meanwhile"), Body: "first" }));
      expect((await refusalOf(complete("meanwhile", id, [only], { IfNoneMatch: "*" }))).code).toBe("PreconditionFailed");
      expect((await probeClient(world()).send(new HeadObjectCommand(at("meanwhile")))).ContentLength).toBe(5);
      await probeClient(world()).send(new AbortMultipartUploadCommand({ ...at("meanwhile"), UploadId: id })).catch(() => undefined);
    });

    it("aborts: the parts are gone, and no part comes after", async () => {
      const id = await begin("abort");
      const only = await part("abort", id, 1, probeBytes(50, 5));
      await probeClient(world()).send(new AbortMultipartUploadCommand({ ...at("abort"), UploadId: id }));
      expect((await refusalOf(complete("abort", id, [only]))).code).toBe("NoSuchUpload");
      expect((await refusalOf(part("abort", id, 2, probeBytes(50, 5)))).code).toBe("NoSuchUpload");
    });
  });
}
