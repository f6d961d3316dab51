import { randomFillSync } from "node:crypto";

const POOL_BYTES = 8_192;
let pool = new Uint8Array(0);
let used = 0;

/** Cryptographic random bytes, drawn from the system in large draughts: a small one costs as much as a large one. Each is given once. */
export function pooledRandomBytes(length: number): Uint8Array {
  if (length > POOL_BYTES) throw new RangeError(`more than ${POOL_BYTES} bytes at once`);
  if (used + length > pool.length) {
    pool = randomFillSync(new Uint8Array(POOL_BYTES));
    used = 0;
  }
  used += length;
  return pool.slice(used - length, used);
}
