import type { CallInput } from "../../shared/bridge/contract.ts";
import type { ExportReady } from "../../shared/bridge/import-views.ts";
import type { PremiumLine, PremiumsDue } from "../../shared/bridge/premium-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { keepExport } from "./import-slice.ts";
import { useAgain } from "./use-again.ts";

const BURST_MS = 500;

/** What is due today, made again as files change and the day with them. */
export const usePremiumsDue = (today: string | undefined): PremiumsDue | undefined => useAgain(async (desk) => await desk.ask("premiums.due", undefined), today ?? "", BURST_MS);

/** Those due between two days, made again as files change; undefined while they are read, or while a day is not one. */
export const usePremiums = (asked: CallInput<"premiums.list"> | undefined): readonly PremiumLine[] | undefined =>
  useAgain(async (desk) => (asked === undefined ? undefined : await desk.ask("premiums.list", asked)), asked === undefined ? "" : `${asked.from} ${asked.until}`, BURST_MS);

export const exportPremiums = async (desk: Desk, asked: CallInput<"premiums.list">): Promise<Result<ExportReady, CodedError>> =>
  await keepExport(desk, await desk.attempt("premiums.export", { ...asked, format: "csv", language: desk.get().settings.language }));
