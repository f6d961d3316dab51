import PDFDocument, { type FontFeatures, type StructureElement, type StructureOptions, type StructureRole } from "pdfkit";
import type { Language } from "../shared/i18n/format.ts";
import { fontBytes } from "./fonts.ts";
import { PAGE, TEXT_END, TEXT_WIDTH, type Style } from "./styles.ts";

/** Where text stands: from the left edge of the page, and how wide it may become. */
export type Place = { readonly x: number; readonly y: number; readonly width: number; readonly align?: "left" | "right" };

/**
 * The pages under the pen. Everything drawn is either tagged, and then read aloud in the order of drawing, or an artifact, which is not read: a third kind would
 * break PDF/UA.
 */
export type Sheet = {
  readonly doc: PDFDocument;
  readonly root: StructureElement;
  /** Where the next block begins, from the top of the page. */
  readonly y: () => number;
  readonly moveTo: (y: number) => void;
  /** Begins a page unless so much still fits on this one; true when it did. */
  readonly ensure: (height: number) => boolean;
  readonly measure: (text: string, style: Style, width: number) => number;
  readonly write: (text: string, style: Style, place: Place) => void;
  /** One line, wherever it is: never a new page. */
  readonly writeLine: (text: string, style: Style, x: number, y: number) => void;
  readonly widthOf: (text: string, style: Style) => number;
  /** A structure element under `parent`, with what `draw` draws as its content. */
  readonly tag: (parent: StructureElement, role: StructureRole, draw: () => void, options?: StructureOptions) => void;
  readonly group: (parent: StructureElement, role: StructureRole) => StructureElement;
  readonly artifact: (draw: () => void, type?: "Pagination" | "Layout") => void;
};

export type SheetOptions = { readonly language: Language; readonly title: string; readonly madeAt: number; /** Behind the text of each page, once it is begun. */ readonly onPage: (sheet: Sheet) => void };

const LANGUAGES: { readonly [L in Language]: string } = { fr: "fr-FR", en: "en-GB" };
export const languageTag = (language: Language): string => LANGUAGES[language];
/** What Inter's lines are high by themselves, in sizes of its type. */
const OWN_LEADING = 1.21;

/** Inter's contextual alternates (arrows, times signs between figures) are for code, change what was typed, and are most of the work of setting a text. */
const PLAIN: FontFeatures = { calt: false };
const TABULAR: FontFeatures = { calt: false, tnum: true };

/** Metadata of PDF/UA-1 ask for a title that XML can hold as it is. */
const plainTitle = (title: string): string => title.replaceAll(/[&<>]/g, " ");

export function openSheet({ language, title, madeAt, onPage }: SheetOptions): Sheet {
  const doc = new PDFDocument({
    pdfVersion: "1.7", subset: "PDF/UA", tagged: true, lang: languageTag(language), displayTitle: true, size: "A4", font: fontBytes("text"), autoFirstPage: false, bufferPages: true,
    margins: { top: PAGE.top, bottom: PAGE.bottom - 8, left: PAGE.left, right: PAGE.right },
    info: { Title: plainTitle(title), Creator: "Guichet", CreationDate: new Date(madeAt) },
  });
  doc.registerFont("text", fontBytes("text")).registerFont("strong", fontBytes("strong"));
  let pen: Style | undefined;
  const take = (style: Style): Style => {
    pen = style;
    doc.font(style.font).fontSize(style.size).fillColor(style.colour);
    return style;
  };
  const spacing = (style: Style): { readonly lineGap: number; readonly features: FontFeatures } => ({ lineGap: style.size * (style.leading - OWN_LEADING), features: style.tabular === true ? TABULAR : PLAIN });
  const widths = new Map<string, number>();
  const heights = new Map<string, number>();
  const remembered = (memory: Map<string, number>, style: Style, text: string, compute: () => number): number => {
    const key = `${style.font} ${style.size} ${style.leading} ${text}`;
    const known = memory.get(key) ?? compute();
    memory.set(key, known);
    return known;
  };
  const widthOf = (text: string, style: Style): number => remembered(widths, style, text, () => doc.widthOfString(text, spacing(take(style))));
  const heightOf = (text: string, style: Style, width: number): number => remembered(heights, style, `${width} ${text}`, () => doc.heightOfString(text, { width, ...spacing(take(style)) }));
  // Most texts of a table: setting them without looking for line ends takes a third of the time.
  const isOneLine = (text: string, style: Style, width: number): boolean => text.length < width && widthOf(text, style) < width - 0.5;
  const measure = (text: string, style: Style, width: number): number => (isOneLine(text, style, width) ? heightOf("x", style, TEXT_WIDTH) : heightOf(text, style, width));
  const sheet: Sheet = {
    doc,
    root: doc.struct("Document"),
    y: () => doc.y,
    moveTo: (y) => { doc.y = y; },
    ensure: (height) => {
      if (doc.y + height <= TEXT_END) return false;
      doc.addPage();
      return true;
    },
    measure,
    write: (text, style, { x, y, width, align = "left" }) => {
      if (!isOneLine(text, style, width)) return void doc.text(text, x, y, { width, align, ...spacing(take(style)) });
      const own = measure(text, style, width);
      sheet.writeLine(text, style, align === "right" ? x + width - widthOf(text, style) : x, y);
      doc.y = y + own;
    },
    writeLine: (text, style, x, y) => void doc.text(text, x, y, { lineBreak: false, ...spacing(take(style)) }),
    widthOf,
    tag: (parent, role, draw, options = {}) => {
      const element = doc.struct(role, options, [draw]);
      parent.add(element);
    },
    group: (parent, role) => {
      const element = doc.struct(role);
      parent.add(element);
      return element;
    },
    artifact: (draw, type = "Layout") => {
      doc.markContent("Artifact", { type });
      draw();
      doc.endMarkedContent();
    },
  };
  doc.addStructure(sheet.root);
  doc.on("pageAdded", () => {
    // A paragraph that goes on here has its own pen and place, and pdfkit knows of neither.
    const [interrupted, x, y] = [pen, doc.x, doc.y];
    onPage(sheet);
    if (interrupted !== undefined) take(interrupted);
    doc.x = x;
    doc.y = y;
  });
  doc.addPage();
  return sheet;
}

/** The file, once nothing more is drawn. */
export async function closeSheet({ doc, root }: Sheet): Promise<Uint8Array> {
  root.end();
  doc.end();
  const pieces: Uint8Array[] = [];
  for await (const piece of doc) pieces.push(piece);
  return Uint8Array.from(Buffer.concat(pieces));
}
