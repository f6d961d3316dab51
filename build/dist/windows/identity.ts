import { createHash } from "node:crypto";

/** For ever: by it Windows knows that one package is the next version of another. Changing it would install Guichet twice. */
export const UPGRADE_CODE = "792191D8-692A-4F3A-A549-947202D71CB4";

/** Ours alone, for what follows from a name. */
const NAMESPACE = "f7cf2dd8-8880-466e-afb1-5f765cb8e13b";

/** The same identifier for the same words on every machine (UUID version 5), as MSI writes it. */
export function identifierOf(words: string): string {
  const hash = createHash("sha1").update(Buffer.from(NAMESPACE.replaceAll("-", ""), "hex")).update(words).digest().subarray(0, 16);
  hash.writeUInt8(((hash[6] ?? 0) & 0x0f) | 0x50, 6);
  hash.writeUInt8(((hash[8] ?? 0) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Each version is a product of its own to MSI, the same wherever it is built. */
export const productCode = (version: string): string => identifierOf(`product ${version}`);

/** MSI compares three numbers and knows no words: a pilot of 1.2.3 is replaced by 1.2.3 itself, being of the same three. */
export function numericVersion(version: string): string {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?$/.exec(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined || Number(major) > 255 || Number(minor) > 255 || Number(patch) > 65_535) throw new Error(`${version} is no version that MSI can hold`);
  return `${major}.${minor}.${patch}`;
}
