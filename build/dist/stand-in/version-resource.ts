/** US English, Unicode: as Electron's own. */
const LANGUAGE = 0x0409;
const CODE_PAGE = 0x04b0;
const RT_VERSION = 16;

/** A resource section that holds one version resource, to be mapped at `rva`. */
export function versionResource(description: string, rva: number): Buffer {
  const data = versionInfo(description);
  const directory = Buffer.alloc(3 * 24 + 16);
  for (const [level, id] of [RT_VERSION, 1, LANGUAGE].entries()) {
    const at = level * 24;
    directory.writeUInt16LE(1, at + 14); // one entry, by number
    directory.writeUInt32LE(id, at + 16);
    directory.writeUInt32LE(level === 2 ? 72 : (0x80000000 | (at + 24)) >>> 0, at + 20);
  }
  directory.writeUInt32LE(rva + directory.length, 72);
  directory.writeUInt32LE(data.length, 76);
  return Buffer.concat([directory, data]);
}

function versionInfo(description: string): Buffer {
  const fixed = Buffer.alloc(52);
  fixed.writeUInt32LE(0xfeef04bd, 0);
  fixed.writeUInt32LE(0x10000, 4);
  fixed.writeUInt32LE(0x3f, 24);
  fixed.writeUInt32LE(0x40004, 32); // Windows NT
  fixed.writeUInt32LE(1, 36); // a program
  const strings = [text("FileDescription", description), text("ProductName", description), text("FileVersion", "0.0.0.0"), text("ProductVersion", "0.0.0.0")];
  const table = block("040904b0", Buffer.alloc(0), 1, 0, strings);
  const translation = Buffer.alloc(4);
  translation.writeUInt16LE(LANGUAGE, 0);
  translation.writeUInt16LE(CODE_PAGE, 2);
  return block("VS_VERSION_INFO", fixed, 0, fixed.length, [
    block("StringFileInfo", Buffer.alloc(0), 1, 0, [table]),
    block("VarFileInfo", Buffer.alloc(0), 1, 0, [block("Translation", translation, 0, 4, [])]),
  ]);
}

const text = (name: string, value: string): Buffer => block(name, Buffer.from(`${value}\0`, "utf16le"), 1, value.length + 1, []);

/** Length, length of the value, type, name, value, children; each begins at a multiple of four. */
function block(name: string, value: Buffer, type: 0 | 1, valueLength: number, children: readonly Buffer[]): Buffer {
  const key = Buffer.from(`${name}\0`, "utf16le");
  let body = aligned(Buffer.concat([Buffer.alloc(6), key]));
  body = Buffer.concat([body, value]);
  for (const child of children) body = Buffer.concat([aligned(body), child]);
  body.writeUInt16LE(body.length, 0);
  body.writeUInt16LE(valueLength, 2);
  body.writeUInt16LE(type, 4);
  return body;
}

const aligned = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
