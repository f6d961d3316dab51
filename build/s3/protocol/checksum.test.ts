import { describe, expect, it } from "vitest";
import { checksumAlgorithms, compositeChecksum, createChecksum, isChecksumValue } from "./checksum.ts";

/** The published check values of each algorithm, over the nine digits. */
const published = { CRC32: "cbf43926", CRC32C: "e3069283", CRC64NVME: "ae8b14860a799888", SHA1: "f7c3bc1d808e04732adf679965ccc34ca7ae3441", SHA256: "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" };

describe("the checksums S3 knows", () => {
  it.each(checksumAlgorithms)("%s gives its published check value, in one piece and in two", (algorithm) => {
    for (const pieces of [["123456789"], ["1234", "56789"]]) {
      const checksum = createChecksum(algorithm);
      for (const piece of pieces) checksum.update(Buffer.from(piece));
      expect(checksum.digest().toString("hex")).toBe(published[algorithm]);
    }
  });

  it("takes only the base64 of as many bytes as the algorithm gives", () => {
    expect(isChecksumValue("CRC32", "y/Q5Jg==")).toBe(true);
    for (const wrong of ["y/Q5Jg", "y/Q5", "AAAAAAAAAAA=", "not base64"]) expect(isChecksumValue("CRC32", wrong)).toBe(false);
  });

  it("counts the parts behind a composite value", () => {
    expect(compositeChecksum("CRC32", ["y/Q5Jg==", "y/Q5Jg=="])).toMatch(/^[A-Za-z0-9+/]{6}==-2$/);
  });
});
