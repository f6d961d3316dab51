import type { PremiumLine } from "../../../shared/bridge/premium-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { WrittenCell, WrittenTable } from "../tables/written-table.ts";

const COLUMNS = [
  { title: "file.registered.number", width: 18, cell: ({ number }) => number },
  { title: "field.siren", width: 14, cell: ({ siren }) => siren },
  { title: "field.legalName", width: 40, cell: ({ name }) => name },
  { title: "premium.year", width: 12, cell: ({ year }) => ({ count: year }) },
  { title: "premium.dueOn", width: 14, cell: ({ dueOn }) => ({ date: dueOn }) },
  { title: "premium.expected", width: 18, cell: ({ amount }) => (amount === undefined ? undefined : { cents: amount }) },
  { title: "premium.state", width: 14, cell: ({ state }, { t }) => t(`premium.state.${state}`) },
  { title: "premium.basis", width: 60, cell: ({ year }, { t }) => t(year === 1 ? "premium.ground.AT_GRANT" : "premium.ground.ANNIVERSARY") },
] as const satisfies readonly { readonly title: string; readonly width: number; readonly cell: (line: PremiumLine, words: Words) => WrittenCell }[];

/** Premiums to be taken, a row each, with what its day and its amount rest on. */
export const premiumTable = (lines: readonly PremiumLine[], words: Words): WrittenTable & { readonly rows: readonly (readonly WrittenCell[])[] } => ({
  sheet: words.t("premium.title"),
  columns: COLUMNS.map(({ title, width }) => ({ title: words.t(title), width })),
  rows: lines.map((line) => COLUMNS.map(({ cell }) => cell(line, words))),
});
