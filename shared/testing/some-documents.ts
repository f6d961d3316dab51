/** Small documents that a reader opens, made here byte by byte: nothing of anybody. */
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** One page without a word; `filler` bytes of comment make it as large as a test needs, each `seed` another document. */
export function somePdf(filler = 0, seed = 1): Uint8Array {
  const head = ascii(`%PDF-1.4\n%document ${seed}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n`);
  const foot = ascii("trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
  const bytes = new Uint8Array(head.length + filler + foot.length);
  bytes.set(head);
  let state = seed | 1;
  for (let at = head.length; at < head.length + filler; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = at === head.length ? 0x25 : (state >>> 24) % 94 + 33;
  }
  if (filler > 1) bytes[head.length + filler - 1] = 0x0a;
  bytes.set(foot, head.length + filler);
  return bytes;
}

/** One white point. */
export const somePng = (): Uint8Array => fromHex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fe331295140000000049454e44ae426082");

/** A decoder bomb: an honest header of any size over next to no data. Each chunk has its sum, so that it passes for a picture. */
export function somePngOf(width: number, height: number): Uint8Array {
  const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
  const chunk = (name: string, content: Uint8Array): Uint8Array => {
    const summed = join(ascii(name), content);
    return join(uint32(content.length), summed, uint32(crc32(summed)));
  };
  const data = fromHex("78da63f8ffff3f0005fe02fe");
  return join(fromHex("89504e470d0a1a0a"), chunk("IHDR", join(uint32(width), uint32(height), Uint8Array.of(8, 2, 0, 0, 0))), chunk("IDAT", data), chunk("IEND", new Uint8Array(0)));
}

/** A JPEG that says this size. */
export function someJpegOf(width: number, height: number): Uint8Array {
  const bytes = Uint8Array.from(someJpeg());
  const at = bytes.findIndex((byte, index) => byte === 0xff && bytes[index + 1] === 0xc0);
  bytes.set([height >> 8, height & 0xff, width >> 8, width & 0xff], at + 5);
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** The least that a decoder takes for a grey point of 1 × 1: tables, frame, one scan, end. */
export const someJpeg = (): Uint8Array => join(
  fromHex("ffd8ffe000104a46494600010100000100010000"),
  fromHex(`ffdb004300${"01".repeat(64)}`),
  fromHex("ffc0000b080001000101011100"),
  fromHex("ffc40014000100000000000000000000000000000009"),
  fromHex("ffc40014100100000000000000000000000000000000"),
  fromHex("ffda0008010100003f00401fffd9"),
);

const fromHex = (hex: string): Uint8Array => Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
