import { withPackWords } from "../../../shared/i18n/pack-words.ts";
import type { CallInput } from "../../../shared/bridge/contract.ts";
import type { FileRow } from "../../../shared/bridge/file-views.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { listRows } from "../db/file-rows.ts";
import type { Desk } from "../files/desk.ts";
import { toFileRow } from "../files/file-row.ts";
import { ALL_ROWS, tableOf, type TableColumn, type WholeTable } from "../tables/written-table.ts";

/** Titles of what is a field are the field's own: the table can be imported elsewhere as it is. */
const COLUMNS: readonly TableColumn<FileRow>[] = [
  { title: ({ t }) => t("field.siren"), width: 14, cell: ({ siren }) => siren },
  { title: ({ t }) => t("field.legalName"), width: 40, cell: ({ name }) => name },
  { title: ({ t }) => t("field.amount"), width: 18, cell: ({ amount }) => (amount === undefined ? undefined : { cents: amount }) },
  { title: ({ t }) => t("field.scheme"), width: 18, cell: ({ scheme }, { find }) => (scheme === undefined ? undefined : (find(`choice.scheme.${scheme}`) ?? scheme)) },
  { title: ({ t }) => t("export.status"), width: 20, cell: ({ status }, { t }) => t(`status.${status}`) },
  { title: ({ t }) => t("export.next"), width: 18, cell: ({ next }, { t }) => t(`next.${next}`) },
  { title: ({ t }) => t("export.number"), width: 18, cell: ({ number }) => number },
  { title: ({ t }) => t("export.advisor"), width: 24, cell: ({ advisor }) => advisor },
  { title: ({ t }) => t("export.place"), width: 24, cell: ({ place }, { t }) => t(`export.place.${place.kind}`) },
  { title: ({ t }) => t("export.updated"), width: 18, cell: ({ updatedAt }) => ({ at: updatedAt }) },
  { title: ({ t }) => t("export.file"), width: 38, cell: ({ file }) => file },
];

/** The list as it is asked for, read at one moment: all its rows, in its order. */
export function fileTable(desk: Desk, { search, filter, sort, language }: CallInput<"files.export">): WholeTable {
  const me = desk.me();
  const spoken = withPackWords(words[language], desk.rules.packs());
  const { rows } = listRows(desk.db.read, { search, filter, sort, offset: 0, limit: ALL_ROWS }, me.user);
  return tableOf(spoken.t("list.title"), COLUMNS, rows.map((row) => toFileRow(row, me)), spoken);
}
