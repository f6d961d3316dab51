import type { Query } from "./query.ts";

export type Unit = "short" | "percentunit" | "s" | "reqps" | "ops" | "currencyEUR" | "d" | "none";
type Shown = { readonly id: number; readonly title: string; /** What it tells, and what to make of it. */ readonly what: string };
/** Measures over time, each line with its name; `{{label}}` stands for a label. */
export type MeasurePanel = Shown & { readonly kind: "measures"; readonly unit: Unit; readonly lines: readonly { readonly name: string; readonly query: Query }[] };
/** Rows of the reporting schema, as a reporting tool's login sees them (docs/reporting.md). */
export type TablePanel = Shown & { readonly kind: "table"; readonly sql: string };
export type Panel = MeasurePanel | TablePanel;

/** One dashboard: what one person looks at with one question in mind. */
export type Board = { readonly name: string; readonly title: string; readonly what: string; readonly panels: readonly Panel[] };
