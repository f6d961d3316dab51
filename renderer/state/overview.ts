import type { CallInput } from "../../shared/bridge/contract.ts";
import type { ExportReady } from "../../shared/bridge/import-views.ts";
import type { DayAccount, Overview } from "../../shared/bridge/overview-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { keepExport } from "./import-slice.ts";
import { useAgain } from "./use-again.ts";

const BURST_MS = 1_000;

/** The figures, made again as files change. Undefined while they are read for the first time. */
export function useOverview({ branches, period }: CallInput<"overview.show">): Result<Overview, CodedError> | undefined {
  return useAgain(async (desk) => await desk.attempt("overview.show", { period, ...(branches === undefined ? {} : { branches }) }), `${branches?.join(" ") ?? ""} ${period}`, BURST_MS);
}

/** The account of a day as this workstation holds it, made again as files change, and at another `turn`. Nothing is asked of the centre. */
export function useDayAccount(asked: Omit<CallInput<"overview.day">, "compare"> | undefined, turn: number): Result<DayAccount, CodedError> | undefined {
  return useAgain(async (desk) => (asked === undefined ? undefined : await desk.attempt("overview.day", { ...asked, compare: false })), asked === undefined ? "" : `${asked.branch} ${asked.day} ${turn}`, BURST_MS);
}

export const compareDay = async (desk: Desk, asked: Omit<CallInput<"overview.day">, "compare">): Promise<Result<DayAccount, CodedError>> => await desk.attempt("overview.day", { ...asked, compare: true });

export const exportDay = async (desk: Desk, asked: Omit<CallInput<"overview.day">, "compare">): Promise<Result<ExportReady, CodedError>> =>
  await keepExport(desk, await desk.attempt("overview.exportDay", { ...asked, format: "csv", language: desk.get().settings.language }));
