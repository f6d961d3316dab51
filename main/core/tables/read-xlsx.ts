import { cellText, TableFailure, type Row, type Table } from "./table.ts";
import { readFormats } from "./xlsx-formats.ts";
import { openParts, partPath, relationsPath, type Parts } from "./xlsx-parts.ts";
import { readSheet } from "./xlsx-sheet.ts";
import { readStrings } from "./xlsx-strings.ts";

/** The first sheet in sight that holds something; its first row names the columns. Throws {@link TableFailure}. */
export async function readXlsx(bytes: Uint8Array): Promise<Table> {
  const parts = await openParts(bytes);
  const workbook = (await relationsOf(parts, "")).find(({ type }) => type.endsWith("/officeDocument"))?.path ?? "xl/workbook.xml";
  if (!parts.has(workbook)) throw new TableFailure("IMPORT_NOT_XLSX");
  const relations = await relationsOf(parts, workbook);
  const { sheets, epoch1904 } = await readWorkbook(parts, workbook);
  const pathOf = (kind: string): string => relations.find(({ type }) => type.endsWith(`/${kind}`))?.path ?? "";
  const context = { epoch1904, formats: await readFormats(parts, pathOf("styles")), strings: await readStrings(parts, pathOf("sharedStrings")) };
  for (const { name, relation } of sheets) {
    const path = relations.find(({ id }) => id === relation)?.path;
    const [header, ...rows]: readonly Row[] = path === undefined ? [] : await readSheet(parts, path, context);
    if (header !== undefined) return { format: "xlsx", sheet: { name, others: sheets.length - 1 }, epoch1904, titles: header.cells.map(cellText), rows };
  }
  throw new TableFailure("IMPORT_EMPTY");
}

type Relation = { readonly id: string; readonly type: string; readonly path: string };
async function relationsOf(parts: Parts, of: string): Promise<readonly Relation[]> {
  const found: Relation[] = [];
  await parts.read(of === "" ? "_rels/.rels" : relationsPath(of), {
    open: (name, { Id: id = "", Type: type = "", Target: target = "", TargetMode: mode }) => {
      // What lies outside the file is never looked for.
      if (name === "Relationship" && mode !== "External") found.push({ id, type, path: partPath(of, target) });
    },
  });
  return found;
}

type Sheet = { readonly name: string; readonly relation: string };
async function readWorkbook(parts: Parts, path: string): Promise<{ readonly sheets: readonly Sheet[]; readonly epoch1904: boolean }> {
  const sheets: Sheet[] = [];
  let epoch1904 = false;
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === "workbookPr") epoch1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name !== "sheet" || attributes["state"] === "hidden" || attributes["state"] === "veryHidden") return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      sheets.push({ name: (attributes["name"] ?? "").slice(0, 80), relation });
    },
  });
  return { sheets, epoch1904 };
}
