/** A signed PDF as a reader takes it apart: the four figures, what they cover, and the CMS in the hole between. */
export type ReadSignature = { readonly range: readonly [number, number, number, number]; readonly content: Uint8Array; readonly cms: Uint8Array };

export function readSignature(pdf: Uint8Array): ReadSignature {
  const text = Buffer.from(pdf).toString("latin1");
  const found = [...text.matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/g)];
  if (found.length !== 1) throw new Error(`${found.length} signatures`);
  const [from = 0, length = 0, rest = 0, restLength = 0] = (found[0] ?? []).slice(1).map(Number);
  const hole = text.slice(from + length, rest);
  if (!/^<[0-9a-f]+>$/.test(hole)) throw new Error("the hole is not one string of hexadecimal signs");
  const padded = Buffer.from(hole.slice(1, -1), "hex");
  // A SEQUENCE says its own length: two bytes of it, for anything that a CMS is.
  if (padded[0] !== 0x30 || padded[1] !== 0x82) throw new Error("the hole holds no CMS");
  const cms = padded.subarray(0, 4 + padded.readUInt16BE(2));
  if (padded.subarray(cms.length).some((byte) => byte !== 0)) throw new Error("something stands behind the CMS");
  return { range: [from, length, rest, restLength], content: Buffer.concat([pdf.subarray(from, from + length), pdf.subarray(rest, rest + restLength)]), cms };
}
