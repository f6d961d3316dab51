import { readFileSync } from "node:fs";
import { assessDocument } from "../../../../shared/pge/cases-answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";

type Fault = { readonly path: string; readonly message: string };

/**
 * `assess FILE.json` (`-`: the input): the full assessment, in the field names of the published cases; JSON with or without `--json`.
 * 2 and the path of the first fault when the document is malformed. Needs no data folder.
 */
export function assess(out: Output, file: string, grounds: boolean): ExitCode {
  const read = readDocument(file);
  if ("fault" in read) return fail(out, read.fault);
  const answer = assessDocument(read.json, grounds);
  if (!answer.ok) return fail(out, answer.error);
  if (out.json) out.document(answer.value);
  else out.line(JSON.stringify(answer.value, undefined, 2));
  return EXIT.done;
}

function readDocument(file: string): { readonly json: unknown } | { readonly fault: Fault } {
  try {
    const text = readFileSync(file === "-" ? 0 : file, "utf8");
    return { json: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    return { fault: { path: "", message: error instanceof Error ? error.message : String(error) } };
  }
}

function fail(out: Output, { path, message }: Fault): ExitCode {
  out.document({ error: { path, message } });
  if (!out.json) out.note(out.words.say("assess.malformed", { path: path === "" ? "." : path, message }));
  return EXIT.usage;
}
