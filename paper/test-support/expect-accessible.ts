import { expect } from "vitest";
import { nodesOf, wholeText, type ReadPaper } from "./read-paper.ts";

const ROLES = new Set(["H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"]);

/** What can be asked of a PDF/UA-1 document without its validator, of every paper. */
export function expectAccessible(read: ReadPaper, lang: "fr-FR" | "en-GB"): void {
  expect({ marked: read.marked, displaysTitle: read.displaysTitle, lang: read.lang }).toEqual({ marked: true, displaysTitle: true, lang });
  expect(read.title).toMatch(/\S/);
  expect(read.source).toContain("<pdfuaid:part>1</pdfuaid:part>");
  expect(read.pages.flatMap(({ loose }) => loose)).toEqual([]);
  expect(nodesOf(read.nodes, ...ROLES).length).toBe(countNodes(read.nodes));
  // One first heading, then no level left out.
  const levels = nodesOf(read.nodes, "H1", "H2", "H3").map(({ role }) => Number(role.slice(1)));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  levels.forEach((level, i) => expect(level - (levels[i - 1] ?? level)).toBeLessThanOrEqual(1));
  // Nothing is tagged that says nothing: each cell and each heading of the file is found again with its text.
  for (const role of ["H1", "H2", "H3", "Lbl", "TH", "TD"]) expect(nodesOf(read.nodes, role).length, role).toBe(read.source.match(new RegExp(`/S /${role}\\b`, "g"))?.length ?? 0);
  // A table is rows of cells, and every head says whose head it is: of its column or of its row.
  const tables = nodesOf(read.nodes, "Table");
  for (const table of tables) expect([...new Set(table.children.map(({ role }) => role))]).toEqual(["TR"]);
  for (const row of nodesOf(read.nodes, "TR")) for (const cell of row.children) expect(["TH", "TD"]).toContain(cell.role);
  const heads = read.source.match(/\/S \/TH\b[^]*?endobj/g) ?? [];
  expect(heads.filter((head) => !/\/Scope \/(?:Row|Column)\b/.test(head))).toEqual([]);
  if (tables.length > 0) expect(heads.length).toBeGreaterThan(0);
  // Only embedded fonts, each with its characters.
  expect(read.source).not.toMatch(/\/BaseFont \/(?:Helvetica|Times|Courier)/);
  expect((read.source.match(/\/Subtype \/Type0/g) ?? []).length).toBe((read.source.match(/\/ToUnicode/g) ?? []).length);
  expect(read.nodes.map(wholeText).join(" ")).not.toContain("\u0000");
}

const countNodes = (nodes: ReadPaper["nodes"]): number => nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
