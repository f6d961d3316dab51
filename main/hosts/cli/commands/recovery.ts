import { extname } from "node:path";
import { alarmSentence, changeName, flagName, recoveryCsv, waitingReason } from "../../../../shared/i18n/recovery-report.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { RecoveryReportAnswer } from "../../../../shared/sync/recovery-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

export type RecoveryAction = "show" | "end" | "report";

/** `recovery show`: where the centre's recovery stands, for an administrator's bank. */
export const showRecovery = (given: Surroundings): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const report = await bridge.call("recovery.report", undefined);
    if (!report.ok) return out.failure(report.error);
    out.document(report.value);
    for (const line of reportLines(report.value, out)) out.line(line);
    return EXIT.done;
  });

/** `recovery end`: one administrator's word that it may end. 0 when it was recorded, whether or not it was the second. */
export const endRecovery = (given: Surroundings): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const ended = await bridge.call("recovery.end", undefined);
    if (!ended.ok) return out.failure(ended.error);
    out.document(ended.value);
    out.line(allWords[out.words.language].t(ended.value.ended ? "recovery.end.saidEnded" : "recovery.end.saidFirst"));
    return EXIT.done;
  });

/** `recovery report --out FILE`: the whole report as a table (`.csv`) or as JSON. A file that is there is not overwritten. */
export const writeRecovery = (given: Surroundings, file: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const report = await bridge.call("recovery.report", undefined);
    if (!report.ok) return out.failure(report.error);
    const asTable = extname(file).toLowerCase() === ".csv";
    const text = asTable ? recoveryCsv(report.value, allWords[out.words.language]) : `${JSON.stringify(report.value, undefined, 2)}\n`;
    const written = writeNewFile(file, [Buffer.from(text)]);
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file });
    out.line(out.words.say("recovery.written", { file }));
    return EXIT.done;
  });

function reportLines(report: RecoveryReportAnswer, { words: { language, say }, format }: Output): readonly string[] {
  const words = allWords[language];
  const { t } = words;
  const { epoch, recovering, events, totals, replicas = [], waiting = [], reinstated = [], missing = [], alarms = [] } = report;
  if (!recovering && events.length === 0) return [t("recovery.never.title")];
  const at = (kind: "begun" | "ended"): string => {
    const event = events.findLast((one) => one.kind === kind);
    return event === undefined ? "" : format.dayAndTime(event.at);
  };
  const who = (name: string | undefined): string => name ?? t("recovery.nobody");
  const confirmed = events.filter(({ kind }) => kind === "confirmed");
  const named = ({ file, number }: { readonly file: string; readonly number?: string | undefined }): string => (number === undefined ? file : `${number} ${file}`);
  const list = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)]);
  return [
    recovering ? t("recovery.since", { when: at("begun"), epoch: epoch.n }) : t("recovery.ended", { when: at("ended"), epoch: epoch.n }),
    ...events.flatMap(({ because }) => (because === undefined ? [] : [t("recovery.alone", { because })])),
    ...confirmed.map((one) => say("recovery.confirmed", { who: one.name ?? t("recovery.nobody"), when: format.dayAndTime(one.at) })),
    ...(["back", "absent", "waiting", "refused", "reinstated", "flagged", "missing", "alarms"] as const).map((name) => `${t(`recovery.${name}`)}: ${format.count(totals[name] ?? 0)}`),
    ...list(t("recovery.absent"), replicas.filter(({ state }) => state === "absent").map((row) => `${who(row.name)} · ${row.device} · ${row.replica} · ${format.dayAndTime(row.lastAt)}`)),
    ...list(t("recovery.waiting"), waiting.map((row) => `${named(row)} · ${changeName(row.kind, words)} · ${who(row.name)} · ${waitingReason(row, words)}`)),
    ...list(t("recovery.flagged"), reinstated.filter(({ flag }) => flag !== undefined).map((row) => `${named(row)} · ${flagName(row, words)}`)),
    ...list(t("recovery.missing"), missing.map(named)),
    ...list(t("recovery.alarms"), alarms.map((row) => `${who(row.name)} · ${row.replica} · ${alarmSentence(row, words)}`)),
  ];
}
