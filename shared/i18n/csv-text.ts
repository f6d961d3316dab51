/** One line of a CSV, without its end. Cells that hold the separator, a quote or a line end are quoted. */
export const csvLine = (cells: readonly string[], separator: ";" | "," | "\t" | "|"): string => cells.map((cell) => quoted(cell, separator)).join(separator);

/** A text that a spreadsheet would take for a formula, made none: the apostrophe is what a person types there to say that it is a text. */
export const neutralText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
