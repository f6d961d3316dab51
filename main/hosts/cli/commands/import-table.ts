import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Bridge } from "../../../../shared/bridge/contract.ts";
import { addTable, readExport, runImport, untilStill } from "../../../../shared/bridge/import-table.ts";
import type { ImportView, ReportPart, ReportRow } from "../../../../shared/bridge/import-views.ts";
import { remarkText } from "../../../../shared/i18n/import-words.ts";
import { words } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../../shared/kernel/result.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { createImportProgress } from "../import-progress.ts";
import type { Output } from "../output.ts";
import { readFileBytes, type FileFault } from "../read-text-file.ts";
import { formatOf, tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

export type ImportOptions = { readonly report?: string | undefined; readonly changed: boolean };
const LOOK_MS = 100;
const REPORT_PAGE = 500;

/**
 * `import FILE`: a draft of each row that was not imported here before; 1 when a row is to be mended, or changed since. Nothing is submitted. The same file
 * again takes what a stop or a kill left, and nothing twice.
 */
export async function importTable(given: Surroundings, file: string, options: ImportOptions): Promise<ExitCode> {
  const { out } = given;
  const bytes = readFileBytes(file);
  if (!bytes.ok) return tellFileFault(out, bytes.error);
  return await withDesk(given, async (bridge) => {
    const source = { upload: randomUUID(), name: basename(file), size: bytes.value.length, base64: (from: number, to: number) => bytes.value.subarray(from, to).toString("base64") };
    const opened = await addTable(bridge, source);
    if (!opened.ok) return out.failure(opened.error);
    const done = await take(bridge, out, opened.value, options);
    if (!done.ok) return out.failure(done.error);
    const view = done.value;
    const rows = [...await reportRows(bridge, view, "faulty"), ...await reportRows(bridge, view, "changed")];
    const written = options.report === undefined || rows.length === 0 ? undefined : await writeReport(bridge, out, view, options.report);
    if (written !== undefined && !written.ok) return "code" in written.error ? out.failure(written.error) : tellFileFault(out, written.error);
    tell(out, view, rows, written?.value);
    // What is to be mended stays, for the window; what needs nobody goes.
    if (rows.length === 0 && view.state === "done") await bridge.call("import.close", { id: view.id });
    if (view.error !== undefined) return out.failure(view.error);
    return rows.length === 0 ? EXIT.done : EXIT.refused;
  });
}

async function take(bridge: Bridge, out: Output, opened: ImportView, { changed }: ImportOptions): Promise<Result<ImportView, CodedError>> {
  const progress = createImportProgress(out);
  const pause = (): Promise<void> => setTimeout(LOOK_MS);
  try {
    const done = await runImport(bridge, opened.id, pause, progress.show);
    if (!done.ok || !changed || done.value.counts.changed === 0) return done;
    const again = await bridge.call("import.retry", { id: opened.id, what: "changed" });
    return again.ok ? await untilStill(bridge, again.value, pause, progress.show) : again;
  } finally {
    progress.end();
  }
}

async function reportRows(bridge: Bridge, { id }: ImportView, part: ReportPart): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  for (;;) {
    const page = await bridge.call("import.report", { id, part, offset: rows.length, limit: REPORT_PAGE });
    if (!page.ok) return rows;
    rows.push(...page.value.rows);
    if (page.value.rows.length === 0 || rows.length >= page.value.total) return rows;
  }
}

async function writeReport(bridge: Bridge, { words: { language } }: Output, { id }: ImportView, file: string): Promise<Result<string, CodedError | FileFault>> {
  const ready = await bridge.call("import.export", { id, format: formatOf(file) ?? "csv", language });
  if (!ready.ok) return ready;
  const pieces = await readExport(bridge, ready.value);
  if (!pieces.ok) return pieces;
  const written = writeNewFile(file, pieces.value.map((piece) => Buffer.from(piece, "base64")));
  return written.ok ? ok(file) : written;
}

/** In a document: numbers as counts, faults with their codes, columns left aside. In words: the same, fault by fault. */
function tell(out: Output, { counts, columns, state, done, rows: total }: ImportView, rows: readonly ReportRow[], report: string | undefined): void {
  const { say, language } = out.words;
  const ignored = columns.flatMap(({ title, target }) => (target === undefined && title !== "" ? [title] : []));
  const faults = rows.flatMap((row) => row.remarks.map((remark) => ({ line: row.line, column: remark.title, value: remark.value, reason: remark.code, text: remarkText(remark, row, words[language]) })));
  const { taken: created, known, changed, doubled, empty, noticed } = counts;
  out.document({ created, known, changed, doubled, empty, noticed, ignored, faults, ...(report === undefined ? {} : { report }), ...(state === "done" ? {} : { stoppedAt: done, rows: total }) });
  out.line(say("import.created", { created }));
  if (known + doubled > 0) out.line(say("import.known", { known: known + doubled }));
  if (ignored.length > 0) out.line(say("import.ignored", { titles: ignored.join(", ") }));
  for (const { line, column, value, text } of faults) out.line(`  ${column === "" && value === "" ? say("import.row", { line, reason: text }) : say("import.fault", { line, column, value, reason: text })}`);
  if (report !== undefined) out.line(say("import.reportWritten", { file: report }));
}
