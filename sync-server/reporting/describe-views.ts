import type { ReportingView } from "../store/store.ts";

/** The part of docs/reporting.md that the database's own comments make. */
export const describeViews = (views: readonly ReportingView[]): string =>
  views.map(({ name, row, columns }) => [`### \`${name}\``, "", row, "", "| Column | Type | What it is |", "|---|---|---|", ...columns.map((column) => `| \`${column.name}\` | ${typeOf(column.type)} | ${column.what.replaceAll("|", "\\|")} |`)].join("\n")).join("\n\n");

const NAMES: Readonly<Record<string, string>> = { "timestamp with time zone": "moment", date: "day", bigint: "number", integer: "number", text: "text", uuid: "id", boolean: "yes or no" };
const typeOf = (type: string): string => NAMES[type] ?? type;
