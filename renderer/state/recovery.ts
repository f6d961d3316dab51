import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { recoveryCsv, recoveryFileName } from "../../shared/i18n/recovery-report.ts";
import type { Words } from "../../shared/i18n/texts.ts";
import type { EndRecoveryAnswer, RecoveryReportAnswer } from "../../shared/sync/recovery-messages.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { keepFile } from "./keep-file.ts";

export type RecoveryReport = RecoveryReportAnswer;

export const askRecovery = (desk: Desk): Promise<Result<RecoveryReport, CodedError>> => desk.attempt("recovery.report", undefined);
export const endRecovery = (desk: Desk): Promise<Result<EndRecoveryAnswer, CodedError>> => desk.attempt("recovery.end", undefined);

/** The report as it was last told, kept where the person says. */
export function exportRecovery(report: RecoveryReport, as: "csv" | "json", words: Words): void {
  const name = recoveryFileName(report, as);
  if (as === "csv") keepFile(name, [recoveryCsv(report, words)], "text/csv;charset=utf-8");
  else keepFile(name, [`${JSON.stringify(report, undefined, 2)}\n`], "application/json");
}
