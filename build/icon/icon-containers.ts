/** A square picture in PNG, `size` pixels wide. */
export type Picture = { readonly size: number; readonly png: Buffer };

/** A Windows icon: PNG pictures behind a directory. At most 256 pixels each, which the directory writes as 0. */
export function toIco(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** What macOS calls a picture of that many pixels. */
const ICNS_TYPES: ReadonlyMap<number, readonly string[]> = new Map([[32, ["ic11"]], [64, ["ic12"]], [128, ["ic07"]], [256, ["ic08", "ic13"]], [512, ["ic09", "ic14"]], [1024, ["ic10"]]]);

/** A macOS icon of the pictures whose size it has a name for. */
export function toIcns(pictures: readonly Picture[]): Buffer {
  const entries = pictures.flatMap(({ size, png }) => (ICNS_TYPES.get(size) ?? []).map((type) => Buffer.concat([header(type, png.length + 8), png])));
  const body = Buffer.concat(entries);
  return Buffer.concat([header("icns", body.length + 8), body]);
}

function header(type: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, "latin1");
  head.writeUInt32BE(length, 4);
  return head;
}
