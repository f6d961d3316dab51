import type { Language } from "../shared/i18n/format.ts";

/** A paper before it is drawn: what it says, in reading order. Each document of this room makes one; `draw-paper.ts` draws any. */
export type Paper = {
  readonly language: Language;
  /** Of the window and of the reader's list. Holds no name of a person. */
  readonly title: string;
  /** In the head of each page. Empty on a letter, which has its own. */
  readonly letterhead: string;
  /** In the head of each page, in a frame: "PROJET – sans valeur". Also said once in the text, by its document. */
  readonly stamps: readonly string[];
  /** Across each page, behind the text. Also said once in the text. */
  readonly across: string | undefined;
  /** In the foot of each page, beside its number. */
  readonly foot: string;
  /** "Page {page}/{pages}". */
  readonly pageOf: (page: number, pages: number) => string;
  readonly blocks: readonly Block[];
};

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly look?: "plain" | "strong" | "quiet" | "number" }
  /** What must not be missed, beside a bar. */
  | { readonly kind: "notice"; readonly tone: Tone; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly string[]; readonly numbered?: true }
  /** Labels and values, a row each. */
  | { readonly kind: "pairs"; readonly pairs: readonly Pair[] }
  | TableBlock
  | CodeBlock
  /** Lines of an address, of a date or of a signature. */
  | { readonly kind: "lines"; readonly at: "left" | "right"; readonly lines: readonly string[]; readonly strong?: number; readonly top?: number };

/** A code to read with a telephone, said in words (`alt`), with a title and lines beside it. */
export type CodeBlock = { readonly kind: "code"; readonly text: string; readonly alt: string; readonly title: string; readonly lines: readonly string[] };

export type Tone = "done" | "stop" | "attend" | "plain";
export type Pair = { readonly label: string; readonly value: string };

export type TableBlock = {
  readonly kind: "table";
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly Row[];
  /** A few figures in large, instead of many in small. */
  readonly look?: "large";
};
export type Column = { readonly head: string; /** Share of the width. */ readonly share: number; readonly align?: "right" };
export type Row = { readonly cells: readonly Cell[]; /** A sum, or the last row of a group. */ readonly look?: "total" | "closing" };
export type Cell = { readonly text: string; /** Under the text, in quiet. */ readonly under?: string; /** Where it is not the paper's own. */ readonly lang?: "fr" };
