import { existsSync } from "node:fs";
import type { CallInput } from "../../../../shared/bridge/contract.ts";
import { readExport } from "../../../../shared/bridge/import-table.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

export type ExportOptions = Omit<CallInput<"files.export">, "language">;

/** `export FILE`: the list as it is asked for, all its rows. A file that is there is not overwritten. */
export async function exportFiles(given: Surroundings, file: string, asked: ExportOptions): Promise<ExitCode> {
  const { out } = given;
  if (existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
  return await withDesk(given, async (bridge) => {
    const ready = await bridge.call("files.export", { ...asked, language: out.words.language });
    if (!ready.ok) return out.failure(ready.error);
    const pieces = await readExport(bridge, ready.value);
    if (!pieces.ok) return out.failure(pieces.error);
    const written = writeNewFile(file, pieces.value.map((piece) => Buffer.from(piece, "base64")));
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file, rows: ready.value.rows, format: asked.format });
    out.line(out.words.say("export.written", { file, rows: ready.value.rows }));
    return EXIT.done;
  });
}
