import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { createCrc32c, createCrc64nvme } from "./crc.ts";

export const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A running checksum; `digest` ends it. */
export type Checksum = { readonly update: (bytes: Uint8Array) => void; readonly digest: () => Buffer };

const lengths: Readonly<Record<ChecksumAlgorithm, number>> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm => checksumAlgorithms.some((known) => known === name);

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** True for the base64 text of as many bytes as the algorithm gives. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, "base64");
  return bytes.length === lengths[algorithm] && bytes.toString("base64") === value;
}

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case "CRC32": {
      let value = 0;
      return {
        update: (bytes) => {
          value = crc32(bytes, value);
        },
        digest: () => {
          const out = Buffer.alloc(4);
          out.writeUInt32BE(value);
          return out;
        },
      };
    }
    case "CRC32C":
      return createCrc32c();
    case "CRC64NVME":
      return createCrc64nvme();
    case "SHA1":
    case "SHA256": {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
  }
}

/** What an upload made of parts has when its type is COMPOSITE: the checksum of the parts' checksums, and how many they were. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const checksum = createChecksum(algorithm);
  for (const part of parts) checksum.update(Buffer.from(part, "base64"));
  return `${checksum.digest().toString("base64")}-${parts.length}`;
}
