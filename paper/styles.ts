import type { FontName } from "./fonts.ts";

/** A4 in points; margins wide enough for a hole punch and a binder. */
export const PAGE = { width: 595.28, height: 841.89, left: 62, right: 56, top: 74, bottom: 66 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
/** Where text ends, and a hair before where pdfkit itself would begin a page. */
export const TEXT_END = PAGE.height - PAGE.bottom - 2;

/** The light hand of renderer/styles/tokens.css, on white: each at least 4.5 to 1 for text. */
export const COLOURS = { ink: "#1f1d1a", quiet: "#5d574d", line: "#d8d0c1", edge: "#8b8375", act: "#0d5c5a", attend: "#7d4e00", stop: "#a3271c", done: "#1d6a3c", across: "#eeebe4", paper: "#ffffff" } as const;
export type Colour = (typeof COLOURS)[keyof typeof COLOURS];

export type Style = { readonly font: FontName; readonly size: number; readonly leading: number; readonly colour: Colour; /** Figures of one width. */ readonly tabular?: true };

const style = (font: FontName, size: number, colour: Colour, leading = 1.42): Style => ({ font, size, colour, leading });
/** The same for columns of figures; elsewhere it would set dashes too wide. */
export const tabular = (of: Style): Style => ({ ...of, tabular: true });

export const STYLES = {
  h1: style("strong", 19, COLOURS.ink, 1.25),
  h2: style("strong", 11.5, COLOURS.act, 1.3),
  h3: style("strong", 9.5, COLOURS.ink),
  plain: style("text", 9.5, COLOURS.ink, 1.5),
  strong: style("strong", 9.5, COLOURS.ink, 1.5),
  quiet: style("text", 8.5, COLOURS.quiet),
  number: style("strong", 21, COLOURS.act, 1.3),
  label: style("text", 8.75, COLOURS.quiet),
  value: style("text", 9, COLOURS.ink),
  head: style("strong", 8, COLOURS.quiet, 1.3),
  cell: style("text", 8.75, COLOURS.ink, 1.38),
  cellStrong: style("strong", 8.75, COLOURS.ink, 1.38),
  under: style("text", 7.75, COLOURS.quiet, 1.38),
  large: style("strong", 14, COLOURS.ink, 1.3),
  furniture: style("text", 7.75, COLOURS.quiet, 1.3),
  stamp: style("strong", 8.5, COLOURS.attend, 1.3),
} as const satisfies { readonly [name: string]: Style };
