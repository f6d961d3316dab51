import { branchNames } from "../../../shared/i18n/people-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { PeopleAnswer, Person } from "../../../shared/sync/people-messages.ts";
import { tableOf, type TableColumn, type WholeTable } from "../tables/written-table.ts";

/** The directory as a table: what is shown of each person, and nothing of clients. */
export function peopleTable({ people, branches }: PeopleAnswer, words: Words): WholeTable {
  const columns: readonly TableColumn<Person>[] = [
    { title: ({ t }) => t("people.column.name"), width: 28, cell: ({ name }) => name },
    { title: ({ t }) => t("people.column.role"), width: 24, cell: ({ role }, { t }) => t(`door.role.${role}`) },
    { title: ({ t }) => t("people.column.branches"), width: 40, cell: ({ branches: named }, own) => branchNames(named, branches, own) },
    { title: ({ t }) => t("people.column.standing"), width: 14, cell: ({ active }, { t }) => t(active ? "people.panel.active" : "people.panel.inactive") },
    { title: ({ t }) => t("people.column.level"), width: 24, cell: ({ level }) => level },
    { title: ({ t }) => t("people.column.workstations"), width: 8, cell: ({ workstations }) => ({ count: workstations }) },
    { title: ({ t }) => t("people.column.heard"), width: 18, cell: ({ heardAt }) => (heardAt === undefined ? undefined : { at: heardAt }) },
  ];
  return tableOf(words.t("people.title"), columns, people, words);
}
