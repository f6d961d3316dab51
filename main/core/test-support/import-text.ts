import { randomUUID } from "node:crypto";
import { addTable, runImport } from "../../../shared/bridge/import-table.ts";
import type { ImportView, ReportPart, ReportRow } from "../../../shared/bridge/import-views.ts";
import type { Bridge } from "../../../shared/bridge/contract.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Core } from "../core.ts";

const callsOf = ({ handlers }: Pick<Core, "handlers">): Pick<Bridge, "call"> => ({ call: (name, input) => handlers[name](input) });

/** Hands a table over to a core, and answers what it read. */
export function openTable(core: Pick<Core, "handlers">, content: string | Uint8Array, name = "table.csv"): ReturnType<typeof addTable> {
  const bytes = Buffer.from(content);
  return addTable(callsOf(core), { upload: randomUUID(), name, size: bytes.length, base64: (from, to) => bytes.subarray(from, to).toString("base64") });
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Imports a table whole, its columns where they are proposed to go. */
export async function importTable(core: Pick<Core, "handlers">, content: string | Uint8Array, name?: string): Promise<ImportView> {
  const opened = unwrap(await openTable(core, content, name), "open");
  return unwrap(await runImport(callsOf(core), opened.id, pause), "run");
}

export const waitImport = async (core: Pick<Core, "handlers">, id: number): Promise<ImportView> => {
  for (;;) {
    const view = await core.handlers["import.state"](undefined);
    if (view?.id !== id) throw new Error("another import");
    if (view.state !== "running") return view;
    await pause();
  }
};

/** A part of the report, all its rows. */
export async function reportOf(core: Pick<Core, "handlers">, id: number, part: ReportPart): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  for (;;) {
    const page = unwrap(await core.handlers["import.report"]({ id, part, offset: rows.length, limit: 500 }), "report");
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}
