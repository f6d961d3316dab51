import { versionResource } from "./version-resource.ts";

const FILE_ALIGN = 0x200;
const PAGE = 0x1000;
const HEADERS = 0x400;
const IMAGE_BASE = 0x140000000n;

type Section = { readonly name: string; readonly flags: number; readonly rva: number; readonly data: Buffer };

/**
 * A Windows program or library (x64) that does nothing but end with 3, says in its version resource what it is, and carries `payload`.
 * It signs and verifies as any other.
 */
export function peFile(kind: "program" | "library", description: string, payload: Buffer): Buffer {
  // mov eax, 3; ret — and for a library: mov eax, 1; ret, which lets it be loaded.
  const code = Buffer.from([0xb8, kind === "program" ? 3 : 1, 0, 0, 0, 0xc3]);
  const text: Section = { name: ".text", flags: 0x60000020, rva: PAGE, data: code };
  const data: Section = { name: ".rdata", flags: 0x40000040, rva: 2 * PAGE, data: Buffer.concat([Buffer.from(`${description}\0`, "utf8"), payload]) };
  const rsrc: Section = { name: ".rsrc", flags: 0x40000040, rva: 3 * PAGE, data: versionResource(description, 3 * PAGE) };
  const sections = [text, data, rsrc];
  return Buffer.concat([peHeaders(kind, sections), ...sections.map(({ data: bytes }) => padded(bytes))]);
}

const roundUp = (size: number, to: number): number => Math.ceil(size / to) * to;
const padded = (data: Buffer): Buffer => Buffer.concat([data, Buffer.alloc(roundUp(data.length, FILE_ALIGN) - data.length)]);

function peHeaders(kind: "program" | "library", sections: readonly Section[]): Buffer {
  const head = Buffer.alloc(HEADERS);
  head.write("MZ", 0, "latin1");
  head.writeUInt32LE(0x40, 0x3c);
  head.write("PE\0\0", 0x40, "latin1");
  const coff = 0x44;
  head.writeUInt16LE(0x8664, coff);
  head.writeUInt16LE(sections.length, coff + 2);
  head.writeUInt16LE(240, coff + 16);
  head.writeUInt16LE(kind === "library" ? 0x2022 : 0x22, coff + 18);
  const opt = coff + 20;
  head.writeUInt16LE(0x20b, opt);
  head.writeUInt32LE(FILE_ALIGN, opt + 4); // of code
  head.writeUInt32LE(PAGE, opt + 16); // entry
  head.writeUInt32LE(PAGE, opt + 20);
  head.writeBigUInt64LE(IMAGE_BASE, opt + 24);
  head.writeUInt32LE(PAGE, opt + 32);
  head.writeUInt32LE(FILE_ALIGN, opt + 36);
  head.writeUInt16LE(10, opt + 40); // Windows 10
  head.writeUInt16LE(10, opt + 48);
  head.writeUInt32LE((sections.length + 1) * PAGE, opt + 56);
  head.writeUInt32LE(HEADERS, opt + 60);
  head.writeUInt16LE(2, opt + 68); // a window program: no console appears
  head.writeUInt16LE(0x0160, opt + 70); // may be moved, with high entropy; data is no code
  for (const [offset, size] of [[72, 0x100000n], [80, 0x1000n], [88, 0x100000n], [96, 0x1000n]] as const) head.writeBigUInt64LE(size, opt + offset);
  head.writeUInt32LE(16, opt + 108);
  const [, , rsrc] = sections;
  head.writeUInt32LE(rsrc?.rva ?? 0, opt + 112 + 16);
  head.writeUInt32LE(rsrc?.data.length ?? 0, opt + 112 + 20);
  let offset = HEADERS;
  sections.forEach(({ name, flags, rva, data }, index) => {
    const at = opt + 240 + index * 40;
    head.write(name, at, "latin1");
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(rva, at + 12);
    head.writeUInt32LE(roundUp(data.length, FILE_ALIGN), at + 16);
    head.writeUInt32LE(offset, at + 20);
    head.writeUInt32LE(flags, at + 36);
    offset += roundUp(data.length, FILE_ALIGN);
  });
  return head;
}
