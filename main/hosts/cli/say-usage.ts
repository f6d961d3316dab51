import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/** What was typed cannot be done as it is: said, and nothing was changed. */
export function sayUsage(out: Output, message: string): ExitCode {
  out.document({ error: { message } });
  if (!out.json) out.note(message);
  return EXIT.usage;
}
