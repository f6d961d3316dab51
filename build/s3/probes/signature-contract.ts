import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { codeOf, probeBytes, probeClient, type ProbeWorld, refusalOf, tamper } from "./probe-world.ts";

/** Who signed, for what, when: every way a signature can be wrong is refused with S3's own code. */
export function signatureProbes(world: () => ProbeWorld): void {
  const at = (name: string) => ({ Bucket: world().bucket, Key: world().prefix + name });
  const put = (body: string | Buffer = "signed") => new PutObjectCommand({ ...at("signed"), Body: body });
  const plain = () => probeClient(world(), { requestChecksumCalculation: "WHEN_REQUIRED" });

  describe("signatures", () => {
    it("refuses a wrong secret and an unknown key", async () => {
      expect(await refusalOf(probeClient(world(), { credentials: { ...world().credentials, secretAccessKey: `${world().credentials.secretAccessKey}x` } }).send(put()))).toEqual({ code: "SignatureDoesNotMatch", status: 403 });
      expect(await refusalOf(probeClient(world(), { credentials: { accessKeyId: "AKIAIOSFODNN7UNKNOWN", secretAccessKey: "x" } }).send(put()))).toEqual({ code: "InvalidAccessKeyId", status: 403 });
    });

    it("refuses a forged signature, and one moved to another key", async () => {
      const forged = tamper(probeClient(world()), (request) => {
        request.headers["authorization"] = (request.headers["authorization"] ?? "").replace(/Signature=(.)/, (_, first: string) => `Signature=${first === "0" ? "1" : "0"}`);
      });
      expect(await refusalOf(forged.send(put()))).toEqual({ code: "SignatureDoesNotMatch", status: 403 });
      const moved = tamper(probeClient(world()), (request) => {
        request.path = `${request.path}-elsewhere`;
      });
      expect(await refusalOf(moved.send(put()))).toEqual({ code: "SignatureDoesNotMatch", status: 403 });
    });

    it("refuses a header that was added or changed on the way", async () => {
      const added = tamper(probeClient(world()), (request) => {
        request.headers["x-amz-meta-added"] = "later";
      });
      expect(await refusalOf(added.send(put()))).toEqual({ code: "AccessDenied", status: 403 });
      const changed = tamper(probeClient(world()), (request) => {
        request.headers["content-type"] = "text/html";
      });
      expect(await refusalOf(changed.send(new PutObjectCommand({ ...at("signed"), Body: "x", ContentType: "text/plain" })))).toEqual({ code: "SignatureDoesNotMatch", status: 403 });
    });

    it("refuses a body that was changed on the way, by its signed digest, and a streamed one by its trailer", async () => {
      const changed = tamper(plain(), (request) => {
        request.body = Buffer.from("forged");
      });
      expect(await refusalOf(changed.send(put(Buffer.from("signed"))))).toEqual({ code: "XAmzContentSHA256Mismatch", status: 400 });
      const streamed = tamper(probeClient(world()), (request) => {
        request.body = Readable.from([Buffer.from("6\r\nforged\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")]);
      });
      expect(await refusalOf(streamed.send(new PutObjectCommand({ ...at("signed"), Body: Readable.from([Buffer.from("signed")]), ContentLength: 6 })))).toEqual({ code: "BadDigest", status: 400 });
      expect(await refusalOf(plain().send(new GetObjectCommand(at("signed"))))).toEqual({ code: "NoSuchKey", status: 404 });
    });

    it("refuses a clock that is twenty minutes off, either way", async () => {
      for (const minutes of [20, -20]) expect(await refusalOf(probeClient(world(), { systemClockOffset: minutes * 60_000 }).send(put()))).toEqual({ code: "RequestTimeTooSkewed", status: 403 });
    });

    it("refuses a signature for another region, and says which is right", async () => {
      const refused = await refusalOf(probeClient(world(), { region: "sa-east-1" }).send(put()));
      expect(["AuthorizationHeaderMalformed", "PermanentRedirect"]).toContain(refused.code);
    });

    it("refuses who does not sign", async () => {
      const url = (await getSignedUrl(probeClient(world()), new GetObjectCommand(at("private")), { expiresIn: 60 })).split("?")[0] ?? "";
      expect(await codeOf(await fetch(url))).toBe("AccessDenied");
    });

    it("takes a presigned PUT and a presigned GET", async () => {
      const body = probeBytes(20_000, 11);
      const up = await getSignedUrl(plain(), new PutObjectCommand(at("presigned")), { expiresIn: 60 });
      expect((await fetch(up, { method: "PUT", body })).status).toBe(200);
      const down = await fetch(await getSignedUrl(plain(), new GetObjectCommand(at("presigned")), { expiresIn: 60 }));
      expect(Buffer.from(await down.arrayBuffer()).equals(body)).toBe(true);
    });

    it("refuses the presigned PUT of a client that signs the checksum of no body (the SDK's default)", async () => {
      const up = await getSignedUrl(probeClient(world()), new PutObjectCommand(at("presigned-default")), { expiresIn: 60 });
      expect(up).toContain("x-amz-checksum-crc32=AAAAAA%3D%3D");
      expect(await codeOf(await fetch(up, { method: "PUT", body: "bytes" }))).toBe("BadDigest");
    });

    it("refuses a presigned address that is expired, forged, for another method, or good for too long", async () => {
      const get = new GetObjectCommand(at("presigned"));
      const old = await getSignedUrl(plain(), get, { expiresIn: 5, signingDate: new Date(Date.now() - 60_000) });
      expect(await codeOf(await fetch(old))).toBe("AccessDenied");
      const url = await getSignedUrl(plain(), get, { expiresIn: 60 });
      expect(await codeOf(await fetch(url.replace(/X-Amz-Expires=60/, "X-Amz-Expires=600")))).toBe("SignatureDoesNotMatch");
      expect(await codeOf(await fetch(url.replace(/presigned/, "presigned-else")))).toBe("SignatureDoesNotMatch");
      expect(await codeOf(await fetch(url, { method: "PUT", body: "x" }))).toBe("SignatureDoesNotMatch");
      expect(await codeOf(await fetch(url.replace(/X-Amz-Expires=60/, "X-Amz-Expires=700000")))).toBe("AuthorizationQueryParametersError");
    });
  });
}
