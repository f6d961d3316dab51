import type { FleetLine } from "../../../shared/fleet/fleet.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { tableOf, type TableColumn, type WholeTable } from "../tables/written-table.ts";

/** A fleet as it is taken out; what a workstation never said is an empty cell. */
const COLUMNS: readonly TableColumn<FleetLine>[] = [
  { title: ({ t }) => t("devices.column.name"), width: 30, cell: ({ device }) => device.name },
  { title: ({ t }) => t("devices.column.branch"), width: 24, cell: ({ device }) => device.branch },
  { title: ({ t }) => t("devices.column.label"), width: 24, cell: ({ device }) => device.label },
  { title: ({ t }) => t("devices.column.state"), width: 20, cell: ({ device }, { t }) => t(`devices.state.${device.state}`) },
  { title: ({ t }) => t("devices.column.why"), width: 30, cell: ({ why }, { t }) => why.map((reason) => t(`devices.show.${reason}`)).join(", ") },
  { title: ({ t }) => t("devices.column.heard"), width: 18, cell: ({ device: { heardAt } }) => (heardAt === undefined ? undefined : { at: heardAt }) },
  { title: ({ t }) => t("devices.column.version"), width: 14, cell: ({ device }) => device.version },
  { title: ({ t }) => t("devices.column.waiting"), width: 14, cell: ({ device: { waiting } }) => (waiting === undefined ? undefined : { count: waiting.changes }) },
  { title: ({ t }) => t("devices.column.since"), width: 18, cell: ({ device: { waiting } }) => (waiting?.since === undefined ? undefined : { at: waiting.since }) },
  { title: ({ t }) => t("devices.column.clock"), width: 14, cell: ({ device: { clockOffMs } }) => (clockOffMs === undefined ? undefined : { count: Math.round(clockOffMs / 1_000) }) },
  { title: ({ t }) => t("devices.column.disk"), width: 14, cell: ({ device: { diskFreeMib } }) => (diskFreeMib === undefined ? undefined : { count: diskFreeMib }) },
  { title: ({ t }) => t("devices.column.enrolled"), width: 18, cell: ({ device }) => ({ at: device.enrolledAt }) },
  { title: ({ t }) => t("devices.column.device"), width: 34, cell: ({ device }) => device.device },
];
export const fleetTable = (lines: readonly FleetLine[], words: Words): WholeTable => tableOf(words.t("devices.title"), COLUMNS, lines, words);
