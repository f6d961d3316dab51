import { crc32 } from "node:zlib";
import { ZipFile } from "yazl";

/** A workbook for tests, its parts written by hand. `raw`: an entry whose directory says what it likes of its size. */
export type MadeXlsx = {
  readonly sheet: string;
  readonly strings?: string;
  /** The number format of each cell style. */
  readonly formats?: readonly number[];
  readonly date1904?: boolean;
  readonly prolog?: string;
  readonly cut?: boolean;
  readonly raw?: { readonly path: string; readonly packed: Buffer; readonly size: number };
};

export async function testingXlsx({ sheet, strings = "", formats = [0], date1904 = false, prolog = "", cut = false, raw }: MadeXlsx): Promise<Buffer> {
  const zip = new ZipFile();
  const put = (path: string, text: string): void => zip.addBuffer(Buffer.from(text, "utf8"), path, { compress: text.length > 1_000 });
  const relation = (id: string, kind: string, target: string): string => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
  put("_rels/.rels", `<Relationships>${relation("r1", "officeDocument", "/xl/workbook.xml")}</Relationships>`);
  put("xl/_rels/workbook.xml.rels", `<Relationships>${relation("h", "worksheet", "worksheets/hidden.xml")}${relation("v", "worksheet", "worksheets/sheet1.xml")}${relation("s", "styles", "styles.xml")}${relation("t", "sharedStrings", "sharedStrings.xml")}</Relationships>`);
  put("xl/workbook.xml", `<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="${date1904 ? 1 : 0}"/><x:sheets><x:sheet name="Cachée" r:id="h" state="hidden"/><x:sheet name="Vue" r:id="v"/></x:sheets></x:workbook>`);
  put("xl/styles.xml", `<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((format) => `<xf numFmtId="${format}"/>`).join("")}</cellXfs></styleSheet>`);
  put("xl/worksheets/hidden.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
  put("xl/worksheets/sheet1.xml", `${prolog}<worksheet><sheetData>${sheet}${cut ? "" : "</sheetData></worksheet>"}`);
  if (raw === undefined) put("xl/sharedStrings.xml", `<sst>${strings}</sst>`);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  const whole = Buffer.concat(pieces);
  return raw === undefined ? whole : withEntry(whole, raw);
}

/** Adds one entry, already deflated, at the end of a zip: its own header, a line of the directory, and the directory's new end. */
function withEntry(zip: Buffer, { path, packed, size }: NonNullable<MadeXlsx["raw"]>): Buffer {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const [count, length, start] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  const name = Buffer.from(path);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(packed), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, name, packed]);
  const directory = Buffer.concat([zip.subarray(start, start + length), Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), fields, Buffer.alloc(10), u32(start), name]);
  const tail = Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(4), u16(count + 1), u16(count + 1), u32(directory.length), u32(start + local.length), Buffer.alloc(2)]);
  return Buffer.concat([zip.subarray(0, start), local, directory, tail]);
}

const u16 = (value: number): Buffer => { const bytes = Buffer.alloc(2); bytes.writeUInt16LE(value); return bytes; };
const u32 = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
