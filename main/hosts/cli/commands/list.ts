import type { FileRow } from "../../../../shared/bridge/file-views.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { listFiles } from "../find-files.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `list [--search TEXT] [--limit N]` */
export const list = (given: Surroundings, search: string, limit: number): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const found = await listFiles(bridge, search, limit);
    out.document(found);
    for (const row of found.rows) out.line(rowLine(out, row));
    out.line(out.words.say("list.total", { shown: found.rows.length, total: found.total }));
    return EXIT.done;
  });

export function rowLine({ words, format }: Output, row: FileRow): string {
  const amount = row.amount === undefined ? "" : format.amount(row.amount);
  const place = row.place.kind === "here-only" ? words.say("list.hereOnly") : row.place.kind === "folder" ? words.say("list.folder") : "";
  return [row.file, row.siren.padEnd(9), words.say(`row.${row.status}`).padEnd(14), amount.padStart(16), row.name, row.number ?? "", place].filter(Boolean).join("  ");
}

/** A SIREN that names several files names none: they are listed, and nothing is done. */
export function tellSeveral(out: Output, rows: readonly FileRow[]): ExitCode {
  const message = out.words.say("show.several", { count: rows.length });
  out.document({ error: { message }, files: rows });
  out.line(message);
  for (const row of rows) out.line(`  ${rowLine(out, row)}`);
  return EXIT.refused;
}
