import type { DeclarationLayout } from "../../../shared/life/declaration-layout.ts";
import { readLayout } from "../../../shared/life/read-layout.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { readTextFile } from "./read-text-file.ts";
import { tellFileFault } from "./write-new-file.ts";

/** A layout of the declaration from a file; said, and the exit code, where there is none in it. */
export function readLayoutFile(out: Output, file: string): { readonly layout: DeclarationLayout } | { readonly code: ExitCode } {
  const text = readTextFile(file, "utf-8");
  if (!text.ok) return { code: tellFileFault(out, text.error) };
  const layout = readLayout(text.value);
  if (layout.ok) return { layout: layout.value };
  out.failure(layout.error);
  return { code: EXIT.usage };
}
