import { addTable, readExport } from "../../shared/bridge/import-table.ts";
import type { ColumnTarget, ExportReady, ImportView, ReportPart, ReportRow } from "../../shared/bridge/import-views.ts";
import { IMPORT_LIMITS } from "../../shared/bridge/import-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { Desk } from "./desk.ts";
import { keepBytes } from "./keep-file.ts";
import { base64Of } from "./base64-of.ts";

type Answer = Promise<CodedError | undefined>;

/** Asks where the import is: the one that a closed window, a lock or a kill left included. */
export async function refreshImport(desk: Desk): Promise<void> {
  desk.set({ import: await desk.ask("import.state", undefined) });
}

/** What the core told, by news or by an answer: whichever is older says nothing any more. */
export function heardImport(desk: Desk, view: ImportView | undefined): void {
  const now = desk.get().import;
  if (view === undefined || now?.id !== view.id || now.turn <= view.turn) desk.set({ import: view });
}

/** Hands a table over to the core, which reads it. */
export async function openImport(desk: Desk, file: File): Answer {
  if (file.size > IMPORT_LIMITS.bytes) return { code: "G9802", fields: [{ field: "file", reason: "IMPORT_TOO_LARGE" }] };
  // The medium it lies on was taken out, or it changed meanwhile.
  const base64 = async (from: number, to: number): Promise<string> => await base64Of(file.slice(from, to)).catch(() => "");
  return held(desk, await addTable({ call: desk.bridge.call }, { upload: crypto.randomUUID(), name: file.name.slice(-1_000), size: file.size, base64 }).catch(() => err({ code: "G5001" as const })));
}

export const mapImport = async (desk: Desk, { id }: ImportView, targets: readonly (ColumnTarget | undefined)[]): Answer => held(desk, await desk.attempt("import.map", { id, targets: targets.map((target) => target ?? null) }));
export const runImport = async (desk: Desk, { id }: ImportView): Answer => held(desk, await desk.attempt("import.run", { id }));
export const cancelImport = async (desk: Desk, { id }: ImportView): Answer => held(desk, await desk.attempt("import.cancel", { id }));
export const retryImport = async (desk: Desk, { id }: ImportView, what: "mended" | "changed"): Answer => held(desk, await desk.attempt("import.retry", { id, what }));
/** Durable when it answers. */
export const mendCell = async (desk: Desk, { id }: ImportView, line: number, column: number, value: string): Answer => held(desk, await desk.attempt("import.mend", { id, line, column, value }));
export async function closeImport(desk: Desk, { id }: ImportView): Answer {
  const closed = await desk.attempt("import.close", { id });
  if (!closed.ok) return closed.error;
  desk.set({ import: undefined });
  return undefined;
}

export const askReport = (desk: Desk, { id }: ImportView, part: ReportPart, limit: number): Promise<Result<{ readonly rows: readonly ReportRow[]; readonly total: number }, CodedError>> =>
  desk.attempt("import.report", { id, part, offset: 0, limit });

/** The rows that were not taken, kept where the person says. */
export async function exportReport(desk: Desk, { id }: ImportView, format: "csv" | "xlsx"): Promise<Result<ExportReady, CodedError>> {
  return await keepExport(desk, await desk.attempt("import.export", { id, format, language: desk.get().settings.language }));
}

/** The list as it is shown, all its rows, kept where the person says. */
export async function exportList(desk: Desk, format: "csv" | "xlsx"): Promise<Result<ExportReady, CodedError>> {
  const { search, filter, sort } = desk.get().list.query;
  return await keepExport(desk, await desk.attempt("files.export", { search: search.trim(), filter, sort, format, language: desk.get().settings.language }));
}

export async function keepExport(desk: Desk, ready: Result<ExportReady, CodedError>): Promise<Result<ExportReady, CodedError>> {
  if (!ready.ok) return ready;
  const pieces = await readExport({ call: desk.bridge.call }, ready.value).catch(() => err({ code: "G5001" as const }));
  if (!pieces.ok) return pieces;
  keepBytes(ready.value.name, pieces.value);
  return ok(ready.value);
}

function held(desk: Desk, answer: Result<ImportView, CodedError>): CodedError | undefined {
  if (!answer.ok) return answer.error;
  heardImport(desk, answer.value);
  return undefined;
}
