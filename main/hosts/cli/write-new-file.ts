import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { extname } from "node:path";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { fileFaultOf, fileFaultText, type FileFault } from "./read-text-file.ts";

/** Writes pieces as one file, under another name until it is whole and on the disk. A file that is there is not overwritten. */
export function writeNewFile(file: string, pieces: readonly Uint8Array[]): Result<undefined, FileFault> {
  if (existsSync(file)) return err({ key: "file.exists", holes: { file } });
  const making = `${file}.part`;
  try {
    const handle = openSync(making, "w", 0o600);
    try {
      for (const piece of pieces) writeSync(handle, piece);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(making, file);
    return ok(undefined);
  } catch (error) {
    return err(fileFaultOf(file, error));
  } finally {
    rmSync(making, { force: true });
  }
}

/** The format that a name asks for, if it does. */
export function formatOf(file: string): "csv" | "xlsx" | undefined {
  const ending = extname(file).toLowerCase();
  return ending === ".csv" ? "csv" : ending === ".xlsx" ? "xlsx" : undefined;
}

export function tellFileFault(out: Output, fault: FileFault): ExitCode {
  const message = fileFaultText(fault, out.words);
  out.document({ error: { message } });
  if (!out.json) out.note(message);
  return EXIT.usage;
}
