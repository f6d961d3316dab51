import type { PremiumLine } from "../../../shared/bridge/premium-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { timingOf } from "../../../shared/life/premium-years.ts";
import { tableOf, type TableColumn, type WholeTable } from "../tables/written-table.ts";

const COLUMNS: readonly TableColumn<PremiumLine>[] = [
  { title: ({ t }) => t("file.registered.number"), width: 18, cell: ({ number }) => number },
  { title: ({ t }) => t("field.siren"), width: 14, cell: ({ siren }) => siren },
  { title: ({ t }) => t("field.legalName"), width: 40, cell: ({ name }) => name },
  { title: ({ t }) => t("premium.year"), width: 12, cell: ({ year }) => ({ count: year }) },
  { title: ({ t }) => t("premium.dueOn"), width: 14, cell: ({ dueOn }) => ({ date: dueOn }) },
  { title: ({ t }) => t("premium.expected"), width: 18, cell: ({ amount }) => (amount === undefined ? undefined : { cents: amount }) },
  { title: ({ t }) => t("premium.state"), width: 14, cell: ({ state }, { t }) => t(`premium.state.${state}`) },
  { title: ({ t }) => t("premium.basis"), width: 60, cell: ({ year }, { t }) => t(`premium.ground.${timingOf(year)}`) },
];

/** Premiums to be taken, a row each, with what its day and its amount rest on. */
export const premiumTable = (lines: readonly PremiumLine[], words: Words): WholeTable => tableOf(words.t("premium.title"), COLUMNS, lines, words);
