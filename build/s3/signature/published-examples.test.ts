import { describe, expect, it } from "vitest";
import { S3Refusal } from "../protocol/refusal.ts";
import { authenticate, type SignedRequest } from "./authenticate.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { signingKey } from "./canonical-request.ts";

/** The account, bucket and signatures of the worked examples in Amazon's own description of Signature Version 4 for S3. */
const account = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", may: "read-write", mayBypassGovernance: false } as const;
const rules = { accounts: [account], region: "us-east-1", now: () => new Date("2013-05-24T00:00:10Z") };
const scope = { date: "20130524", region: "us-east-1", service: "s3" };
const credential = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const ranged = (signature: string, range = "bytes=0-9"): SignedRequest => ({
  method: "GET",
  path: "/test.txt",
  query: [],
  headers: new Map([
    ["host", "examplebucket.s3.amazonaws.com"],
    ["range", range],
    ["x-amz-content-sha256", emptyHash],
    ["x-amz-date", "20130524T000000Z"],
    ["authorization", `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=${signature}`],
  ]),
});

const presigned = (signature: string, more: readonly (readonly [string, string])[] = []): SignedRequest => ({
  method: "GET",
  path: "/test.txt",
  query: [["X-Amz-Algorithm", "AWS4-HMAC-SHA256"], ["X-Amz-Credential", credential], ["X-Amz-Date", "20130524T000000Z"], ["X-Amz-Expires", "86400"], ["X-Amz-SignedHeaders", "host"], ["X-Amz-Signature", signature], ...more],
  headers: new Map([["host", "examplebucket.s3.amazonaws.com"]]),
});

const codeOf = (request: SignedRequest, now = rules.now): string => {
  try {
    authenticate(request, { ...rules, now });
    return "accepted";
  } catch (error) {
    return error instanceof S3Refusal ? error.code : "crashed";
  }
};

const getSignature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
const urlSignature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

describe("Amazon's worked examples of Signature Version 4", () => {
  it("takes the signed GET with a range, and none that differs from it", () => {
    expect(authenticate(ranged(getSignature), rules)).toEqual({ account, payload: { kind: "sha256", hex: emptyHash } });
    expect(codeOf(ranged(getSignature, "bytes=0-8"))).toBe("SignatureDoesNotMatch");
    expect(codeOf(ranged(getSignature.replace("f", "e")))).toBe("SignatureDoesNotMatch");
    expect(codeOf(ranged(getSignature), () => new Date("2013-05-24T00:15:01Z"))).toBe("RequestTimeTooSkewed");
  });

  it("takes the presigned GET for its day, and no longer", () => {
    expect(codeOf(presigned(urlSignature))).toBe("accepted");
    expect(codeOf(presigned(urlSignature), () => new Date("2013-05-25T00:00:01Z"))).toBe("AccessDenied");
    expect(codeOf(presigned(urlSignature, [["response-content-type", "text/html"]]))).toBe("SignatureDoesNotMatch");
  });

  it("takes the upload in signed chunks, and none with a byte, a chunk or an end that differs", async () => {
    const signatures = ["ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"];
    const chunks = ["a".repeat(65_536), "a".repeat(1024), ""];
    const wire = chunks.map((chunk, index) => `${chunk.length.toString(16)};chunk-signature=${signatures[index]}\r\n${chunk}\r\n`).join("");
    const read = (text: string) => readChunks(text, "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    expect(await read(wire)).toBe(66_560);
    expect(await read(wire.replace("aaaa", "aaba"))).toBe("SignatureDoesNotMatch");
    expect(await read(wire.slice(0, 66_000))).toBe("IncompleteBody");
    expect(await read(wire.slice(0, wire.indexOf("400;")) + wire.slice(wire.indexOf("0;chunk-signature=b6")))).toBe("SignatureDoesNotMatch");
    expect(await read(`${wire}more`)).toBe("IncompleteBody");
  });

  it("takes the upload in signed chunks whose checksum comes signed behind them, and none whose trailer is another, missing or unsigned", async () => {
    const signatures = ["b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7", "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"];
    const chunks = ["a".repeat(65_536), "a".repeat(1024), ""];
    const trailer = "x-amz-checksum-crc32c:sOO8/Q==\r\n";
    const signature = "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n";
    const wire = `${chunks.map((chunk, index) => `${chunk.length.toString(16)};chunk-signature=${signatures[index]}\r\n${chunk}${chunk === "" ? "" : "\r\n"}`).join("")}${trailer}${signature}\r\n`;
    const read = (text: string) => readChunks(text, "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e", "x-amz-checksum-crc32c");
    expect(await read(wire)).toBe(66_560);
    expect(await read(wire.replace("sOO8", "sOO9"))).toBe("SignatureDoesNotMatch");
    expect(await read(wire.replace(signature, ""))).toBe("SignatureDoesNotMatch");
    expect(await read(wire.replace(trailer, ""))).toBe("MalformedTrailerError");
    expect(await read(wire.replace("crc32c", "crc32"))).toBe("MalformedTrailerError");
  });
});

/** How many bytes such a body holds, or the code it is refused with. It comes in pieces that end anywhere. */
async function readChunks(text: string, seed: string, trailer?: string): Promise<number | string> {
  const signed = { key: signingKey(account.secretAccessKey, scope), signedAt: "20130524T000000Z", scope, seed };
  const pieces = (text.match(/.{1,5000}/gs) ?? []).map((piece) => Buffer.from(piece));
  async function* source(): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  let length = 0;
  try {
    for await (const piece of decodeAwsChunked(source(), { signed, trailer, length: 66_560 }, new Map())) length += piece.length;
    return length;
  } catch (error) {
    return error instanceof S3Refusal ? error.code : "crashed";
  }
}
