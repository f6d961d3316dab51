/** What is used of pdfkit 0.20.2 and fontkit 2.0.4. The types published for them are of pdfkit 0.17: they know neither PDF/UA nor the scope of a header cell. */
declare module "fontkit" {
  export type Font = { readonly hasGlyphForCodePoint: (codePoint: number) => boolean };
  export function create(bytes: Uint8Array): Font;
}

declare module "pdfkit" {
  import type { Readable } from "node:stream";

  export type StructureRole = "Document" | "H1" | "H2" | "H3" | "P" | "L" | "LI" | "Lbl" | "LBody" | "Table" | "Caption" | "THead" | "TBody" | "TFoot" | "TR" | "TH" | "TD" | "Figure";
  export type StructureOptions = { readonly lang?: string; readonly alt?: string; readonly scope?: "Row" | "Column" };
  export type StructureElement = {
    readonly add: (child: StructureElement | (() => void)) => StructureElement;
    readonly end: () => void;
  };
  /** OpenType features by tag, on or off. */
  export type FontFeatures = { readonly [tag: string]: boolean };
  export type TextOptions = {
    readonly width?: number;
    readonly align?: "left" | "right" | "center";
    /** Added under each line, the last too. */
    readonly lineGap?: number;
    readonly lineBreak?: boolean;
    readonly features?: FontFeatures;
  };
  /** An object of the file. Texts in `data` are names, String objects are strings. */
  export type Reference = { readonly end: () => void };
  export type FormDictionary = { readonly Fields: Reference[]; SigFlags?: number; NeedAppearances: boolean };

  export type DocumentOptions = {
    readonly pdfVersion: "1.7";
    readonly subset: "PDF/UA";
    readonly tagged: true;
    readonly lang: string;
    readonly displayTitle: true;
    readonly size: "A4";
    readonly margins: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
    readonly font: Uint8Array;
    readonly autoFirstPage: false;
    readonly bufferPages: true;
    readonly info: { readonly Title: string; readonly Creator: string; readonly CreationDate: Date };
  };

  export default class PDFDocument extends Readable {
    constructor(options: DocumentOptions);
    x: number;
    y: number;
    readonly page: { readonly width: number; readonly height: number; readonly margins: { top: number; bottom: number }; readonly annotations: readonly Reference[] };
    readonly _root: { readonly data: { readonly AcroForm: { readonly data: FormDictionary } } };
    ref(data: object): Reference;
    initForm(): this;
    annotate(x: number, y: number, w: number, h: number, options: object): this;
    on(event: "pageAdded", listener: () => void): this;
    addPage(): this;
    bufferedPageRange(): { readonly start: number; readonly count: number };
    switchToPage(page: number): unknown;
    registerFont(name: string, bytes: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    fillColor(color: string): this;
    strokeColor(color: string): this;
    lineWidth(width: number): this;
    text(text: string, x: number, y: number, options: TextOptions): this;
    heightOfString(text: string, options: TextOptions): number;
    widthOfString(text: string, options?: TextOptions): number;
    struct(role: StructureRole, options?: StructureOptions, children?: readonly (StructureElement | (() => void))[]): StructureElement;
    addStructure(element: StructureElement): this;
    markContent(tag: "Artifact", options: { readonly type: "Pagination" | "Layout" }): this;
    endMarkedContent(): this;
    save(): this;
    restore(): this;
    rotate(degrees: number, options: { readonly origin: readonly [number, number] }): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    rect(x: number, y: number, width: number, height: number): this;
    roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
    stroke(): this;
    fill(color: string): this;
    end(): void;
  }
}
