import { assertNever } from "../shared/kernel/assert-never.ts";
import { drawCode } from "./draw-code.ts";
import { drawPairs, drawTable } from "./draw-table.ts";
import { drawHeading, drawLines, drawList, drawNotice, drawParagraph } from "./draw-text.ts";
import { drawBehind, drawFeet } from "./page-furniture.ts";
import type { Block, Paper } from "./paper.ts";
import { reserveSeal, type SealPlace } from "./reserve-seal.ts";
import { closeSheet, openSheet, type Sheet } from "./sheet.ts";

export type DrawnPaper = { readonly bytes: Uint8Array; readonly pages: number };

/** The paper as a tagged PDF that says it is PDF/UA-1. The same paper made at the same time, in ms, is the same bytes. With `seal`, a hole is left for one signature. */
export async function drawPaper(paper: Paper, madeAt: number, seal?: SealPlace): Promise<DrawnPaper> {
  const sheet = openSheet({ language: paper.language, title: paper.title, madeAt, onPage: (begun) => drawBehind(begun, paper) });
  for (const block of paper.blocks) await drawBlock(sheet, block);
  drawFeet(sheet, paper);
  if (seal !== undefined) reserveSeal(sheet, seal);
  const pages = sheet.doc.bufferedPageRange().count;
  return { bytes: await closeSheet(sheet), pages };
}

async function drawBlock(sheet: Sheet, block: Block): Promise<void> {
  switch (block.kind) {
    case "heading": return drawHeading(sheet, block);
    case "paragraph": return drawParagraph(sheet, block);
    case "notice": return drawNotice(sheet, block);
    case "list": return block.items.length === 0 ? undefined : drawList(sheet, block);
    case "pairs": return block.pairs.length === 0 ? undefined : drawPairs(sheet, block);
    case "table": return await drawTable(sheet, block);
    case "code": return drawCode(sheet, block);
    case "lines": return drawLines(sheet, block);
    default: return assertNever(block, "block of a paper");
  }
}
