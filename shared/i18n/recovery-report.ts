import type { RecoveryReportAnswer } from "../sync/recovery-messages.ts";
import { csvLine, neutralText } from "./csv-text.ts";
import type { Words } from "./texts.ts";

/** A recovery's report in words: the same for the window, the command line and the exported table. */
type Report = RecoveryReportAnswer;
export type WaitingChange = NonNullable<Report["waiting"]>[number];
type Reinstated = NonNullable<Report["reinstated"]>[number];
type Alarm = NonNullable<Report["alarms"]>[number];

export function waitingReason({ why, from, code }: WaitingChange, { t }: Words): string {
  switch (why) {
    case "predecessors": return t("recovery.why.predecessors", { from: from ?? "?" });
    case "refused": return t("recovery.why.refused", { code: code ?? "?" });
    default: return t(`recovery.why.${why}`);
  }
}

export const changeName = (kind: string, { find }: Words): string => find(`sync.kind.${kind}`) ?? kind;
export const flagName = ({ flag }: Pick<Reinstated, "flag">, { t, find }: Words): string => (flag === undefined ? t("recovery.flag.none") : find(`recovery.flag.${flag}`) ?? flag);
export const alarmSentence = ({ kind, have, known }: Alarm, { t }: Words): string =>
  kind === "fork" ? t("recovery.alarm.fork", { have }) : t(`recovery.alarm.${kind}`, { have, known });

type Row = { readonly list: string; readonly state?: string; readonly file?: string; readonly number?: string | undefined; readonly version?: number; readonly person?: string; readonly device?: string; readonly what?: string; readonly code?: string | undefined; readonly at?: number };
const COLUMNS = ["list", "state", "file", "number", "version", "person", "device", "what", "code", "at"] as const satisfies readonly (keyof Row)[];
const HEADS = { list: "list", state: "state", file: "file", number: "number", version: "version", person: "person", device: "device", what: "what", code: "code", at: "when" } as const;

/**
 * Every row of the report as one table, a list after the other: UTF-8 with its mark, `;` between columns in French and `,` in English, as the
 * spreadsheets of each expect. Instants are ISO 8601 in UTC. A text that a spreadsheet would take for a formula is made none.
 */
export function recoveryCsv(report: Report, words: Words): string {
  const separator = words.language === "fr" ? ";" : ",";
  const line = (cells: readonly string[]): string => csvLine(cells.map(neutralText), separator);
  const rows = tableOf(report, words).map((row) => line(COLUMNS.map((name) => (name === "at" ? instantText(row.at) : String(row[name] ?? "")))));
  return `\uFEFF${[line(COLUMNS.map((name) => words.t(`recovery.column.${HEADS[name]}`))), ...rows].join("\r\n")}\r\n`;
}

function tableOf({ replicas = [], waiting = [], reinstated = [], missing = [], alarms = [] }: Report, words: Words): readonly Row[] {
  const { t } = words;
  const who = (name: string | undefined): string => name ?? t("recovery.nobody");
  return [
    ...replicas.map(({ name, device, replica, lastAt, state }) => ({ list: t(state === "absent" ? "recovery.absent" : "recovery.back"), state: t(`recovery.state.${state}`), person: who(name), device: `${device} ${replica}`, at: lastAt })),
    ...waiting.map((row) => ({ list: t(row.why === "refused" ? "recovery.refused" : "recovery.waiting"), state: waitingReason(row, words), file: row.file, number: row.number, version: row.version, person: who(row.name), what: changeName(row.kind, words), code: row.code })),
    ...reinstated.map((row) => ({ list: t(row.flag === undefined ? "recovery.reinstated" : "recovery.flagged"), state: flagName(row, words), file: row.file, number: row.number, code: row.flag, at: row.at })),
    ...missing.map(({ file, number, version }) => ({ list: t("recovery.missing"), file, number, version })),
    ...alarms.map((row) => ({ list: t("recovery.alarms"), state: alarmSentence(row, words), person: who(row.name), device: row.replica, at: row.lastAt })),
  ];
}

const instantText = (at: number | undefined): string => (at === undefined ? "" : new Date(at).toISOString());

/** A name for the exported file: told apart by epoch. */
export const recoveryFileName = ({ epoch }: Pick<Report, "epoch">, ending: "csv" | "json"): string => `guichet-recovery-${epoch.n}.${ending}`;
