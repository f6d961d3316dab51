import { assessDocument } from "../../../../shared/pge/cases-answer.ts";
import type { DocumentError } from "../../../../shared/pge/cases-format.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { fileFaultText, readTextFile } from "../read-text-file.ts";

/** `path` is empty where the file itself is at fault. */
type Fault = { readonly path: string; readonly message: string };

/**
 * `assess FILE.json` (`-`: the input): the full assessment, in the field names of the published cases; JSON with or without `--json`.
 * 2 and the path of the first fault when the document is malformed. Needs no data folder.
 */
export function assess(out: Output, file: string, grounds: boolean): ExitCode {
  const document = readDocument(out, file);
  if (!document.ok) return fail(out, document.error);
  const answer = assessDocument(document.value, grounds);
  if (!answer.ok) return fail(out, faultOf(out, answer.error));
  if (out.json) out.document(answer.value);
  else out.line(JSON.stringify(answer.value, undefined, 2));
  return EXIT.done;
}

function readDocument(out: Output, file: string): Result<unknown, Fault> {
  const text = readTextFile(file, "utf-8");
  if (!text.ok) return err({ path: "", message: fileFaultText(text.error, out.words) });
  try {
    return ok(JSON.parse(text.value));
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
    const message = line === undefined || column === undefined ? out.words.say("document.notJson") : out.words.say("document.notJsonAt", { line, column });
    return err({ path: "(document)", message });
  }
}

function faultOf({ words }: Output, { path, problem, accepted = [] }: DocumentError): Fault {
  return { path, message: words.say(`document.${problem}`, { accepted: accepted.join(", ") }) };
}

function fail(out: Output, { path, message }: Fault): ExitCode {
  out.document({ error: { path, message } });
  if (!out.json) out.note(path === "" ? message : out.words.say("assess.malformed", { path, message }));
  return EXIT.usage;
}
