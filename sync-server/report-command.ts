import { resolve } from "node:path";
import type { Language } from "../shared/i18n/format.ts";
import { reportingWords } from "../shared/i18n/reporting-words.ts";
import { isUuid } from "../shared/kernel/ids.ts";
import type { ServerConfig } from "./config.ts";
import { computePremiums } from "./domain/reporting/compute-premiums.ts";
import { reportHead, reportLine } from "./domain/reporting/report-lines.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { refuseUnknownBank } from "./refuse-unknown-bank.ts";
import type { ReportingView, Store } from "./store/store.ts";
import { withStore } from "./with-store.ts";
import { refusePlaced, writeTable } from "./write-table.ts";

export type ReportOrder = { readonly view: string; readonly out: string; readonly bank: string | undefined } | "list";
const TELL_MS = 2_000;

/** `VIEW --out FILE [--bank ID]`, or nothing: the views there are. Undefined: not well formed. */
export function reportArguments([view, ...rest]: readonly string[]): ReportOrder | undefined {
  if (view === undefined) return "list";
  const given = new Map<string, string>();
  for (let i = 0; i < rest.length; i += 2) {
    const [name = "", value = ""] = rest.slice(i, i + 2);
    if (!["--out", "--bank"].includes(name) || given.has(name) || value === "") return undefined;
    given.set(name, value);
  }
  const [out, bank] = [given.get("--out"), given.get("--bank")];
  return out === undefined || (bank !== undefined && !isUuid(bank)) ? undefined : { view, out, bank };
}

/** `report`: a view of the reporting schema as CSV, page by page; nothing is left of one that is stopped. Answers the exit code. @throws StartFault */
export async function runReport(config: ServerConfig, order: ReportOrder, language: Language, log: ServerLog, { out, fault }: CommandOutput, signal: AbortSignal): Promise<ExitCode> {
  const { say, format } = reportingWords(language);
  return await withStore<ExitCode>(config, log, async (store) => {
    const views = await store.reportingViews();
    const list = say("report.list", { views: views.map(({ name }) => name).join(", ") });
    const view = order === "list" ? undefined : views.find(({ name }) => name === order.view);
    if (order === "list" || view === undefined) {
      (order === "list" ? out : fault)(`${order === "list" ? list : `${say("report.unknown", { view: order.view })} ${list}`}\n`);
      return order === "list" ? 0 : 2;
    }
    await refuseUnknownBank(store, order.bank);
    if (view.name === "premiums") for (const bank of (await store.listBanks()).filter((one) => order.bank === undefined || one.bank === order.bank)) await computePremiums(store, bank, Date.now(), signal);
    const path = resolve(order.out);
    refusePlaced(path);
    const rows = await writeReport(store, { view, bank: order.bank, path, signal, progress: (n) => fault(`${say("report.progress", { n: format.count(n) })}\n`) });
    if (rows === undefined) fault(`${say("report.cancelled")}\n`);
    else out(`${say("report.made", { file: path, n: format.count(rows) })}\n`);
    return rows === undefined ? 1 : 0;
  });
}

type Writing = { readonly view: ReportingView; readonly bank: string | undefined; readonly path: string; readonly signal: AbortSignal; readonly progress: (rows: number) => void };
/** The rows written; undefined where it was stopped. */
function writeReport(store: Pick<Store, "readReport">, { view, bank, path, signal, progress }: Writing): Promise<number | undefined> {
  let toldAt = Date.now();
  return writeTable(path, reportHead(view.columns), signal, async (add) => {
    await store.readReport(view, bank, async (page) => {
      const rows = await add(page.map((row) => reportLine(view.columns, row)));
      if (Date.now() - toldAt < TELL_MS) return;
      toldAt = Date.now();
      progress(rows);
    });
  });
}
