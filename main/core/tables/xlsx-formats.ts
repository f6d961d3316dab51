import type { Parts } from "./xlsx-parts.ts";

/** What the way a number is shown says of what it is. */
export type NumberKind = "plain" | "date" | "percent";

/** Formats that every workbook has without naming them; the Asian calendars included. */
const DATES: ReadonlySet<number> = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)]);
const PERCENTS: ReadonlySet<number> = new Set([9, 10]);
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The kind of each cell style, by its number. */
export async function readFormats(parts: Parts, path: string): Promise<readonly NumberKind[]> {
  const own = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let isInCells = false;
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === "numFmt") own.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      else if (name === "cellXfs") isInCells = true;
      else if (name === "xf" && isInCells) kinds.push(kindOf(Number(attributes["numFmtId"] ?? 0), own));
    },
    close: (name) => { if (name === "cellXfs") isInCells = false; },
  });
  return kinds;
}

function kindOf(format: number, own: ReadonlyMap<number, string>): NumberKind {
  const code = own.get(format);
  if (code !== undefined) return kindOfCode(code);
  return DATES.has(format) ? "date" : PERCENTS.has(format) ? "percent" : "plain";
}

/** By what it shows: texts in quotes, colours and conditions in brackets, and escaped signs say nothing. */
export function kindOfCode(code: string): NumberKind {
  const shown = (code.split(";")[0] ?? "").replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, "").toLowerCase();
  if (shown.includes("%")) return "percent";
  return /[yd]/.test(shown.replaceAll("general", "").replaceAll("standard", "")) ? "date" : "plain";
}
