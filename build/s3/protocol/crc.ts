/** A running cyclic redundancy check: bytes in, big-endian bytes out. */
export type Crc = { readonly update: (bytes: Uint8Array) => void; readonly digest: () => Buffer };

function table32(reflected: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ reflected : value >>> 1;
    return value >>> 0;
  });
}

const castagnoli = table32(0x82f63b78);

/** CRC-32C (Castagnoli), as iSCSI has it. */
export function createCrc32c(): Crc {
  let crc = 0xffffffff;
  return {
    update: (bytes) => {
      for (let index = 0; index < bytes.length; index += 1) crc = (crc >>> 8) ^ (castagnoli[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
    },
    digest: () => {
      const out = Buffer.alloc(4);
      out.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
      return out;
    },
  };
}

const nvmeReflected = 0x9a6c9329ac4bc9b5n;
const nvmeTable = Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ nvmeReflected : value >> 1n;
  return value;
});
const nvmeLow = Int32Array.from(nvmeTable, (value) => Number(BigInt.asIntN(32, value)));
const nvmeHigh = Int32Array.from(nvmeTable, (value) => Number(BigInt.asIntN(32, value >> 32n)));

/** CRC-64/NVME. Two 32-bit halves: one BigInt for each byte would take seconds for a part. */
export function createCrc64nvme(): Crc {
  let low = -1;
  let high = -1;
  return {
    update: (bytes) => {
      for (let index = 0; index < bytes.length; index += 1) {
        const at = (low ^ (bytes[index] ?? 0)) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (nvmeLow[at] ?? 0);
        high = (high >>> 8) ^ (nvmeHigh[at] ?? 0);
      }
    },
    digest: () => {
      const out = Buffer.alloc(8);
      out.writeInt32BE(~high, 0);
      out.writeInt32BE(~low, 4);
      return out;
    },
  };
}
