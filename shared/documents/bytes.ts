/** Looking for bytes in bytes, without Node and without a DOM. */
export const latin1 = (text: string): readonly number[] => [...text].map((char) => char.charCodeAt(0));

export const startsWith = (bytes: Uint8Array, wanted: readonly number[]): boolean => wanted.length <= bytes.length && wanted.every((byte, index) => bytes[index] === byte);

/** Where `wanted` first stands at or after `from`, beginning before `before`. */
export function find(bytes: Uint8Array, wanted: readonly number[], from: number, before: number = bytes.length): number | undefined {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1 && at < before; at = bytes.indexOf(first, at + 1)) if (startsWith(bytes.subarray(at), wanted)) return at;
  return undefined;
}

export function findLast(bytes: Uint8Array, wanted: readonly number[]): number | undefined {
  const first = wanted[0] ?? 0;
  for (let at = bytes.lastIndexOf(first); at > -1; at = at === 0 ? -1 : bytes.lastIndexOf(first, at - 1)) if (startsWith(bytes.subarray(at), wanted)) return at;
  return undefined;
}

const ZIP_END = 22;
const ZIP_COMMENT = 65_535;

/** An archive is read from its end: whatever stands before it, these bytes open as a ZIP (a JAR, an Office file). */
export function endsLikeZip(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - ZIP_END - ZIP_COMMENT));
  for (let at = find(tail, [0x50, 0x4b, 0x05, 0x06], 0); at !== undefined; at = find(tail, [0x50, 0x4b, 0x05, 0x06], at + 1)) {
    const comment = (tail[at + 20] ?? 0) + 256 * (tail[at + 21] ?? 0);
    if (at + ZIP_END <= tail.length && at + ZIP_END + comment <= tail.length) return true;
  }
  return false;
}

export const uint16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
export const uint32 = (bytes: Uint8Array, at: number): number => uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
