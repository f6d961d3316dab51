import type { Bridge } from "../../../shared/bridge/contract.ts";
import type { FileRow } from "../../../shared/bridge/file-views.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";

const PAGE = 500;

/** Rows of the list, up to `limit`, in pages that the core accepts. */
export async function listFiles(bridge: Bridge, search: string, limit: number): Promise<{ readonly total: number; readonly rows: readonly FileRow[] }> {
  const rows: FileRow[] = [];
  for (;;) {
    const page = await bridge.call("files.list", { search, filter: "all", sort: "recent", offset: rows.length, limit: Math.min(PAGE, limit - rows.length) });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= limit || rows.length >= page.total) return { total: page.total, rows };
  }
}

/** Files that a person means by an id, or by a SIREN as she writes it. */
export async function findFiles(bridge: Bridge, named: string): Promise<readonly FileRow[]> {
  const wanted = named.trim().toLowerCase();
  const siren = wanted.replaceAll(/[\s\u00a0\u202f]/g, "");
  const { rows } = await listFiles(bridge, isUuid(wanted) ? "" : siren, 10_000);
  return rows.filter((row) => row.file === wanted || row.siren === siren);
}
