import { readFileSync } from "node:fs";
import { words } from "../../../../shared/i18n/texts.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `import FILE.csv`: one draft a row; 1 when a row was not taken. Nothing is submitted. */
export async function importCsv(given: Surroundings, file: string): Promise<ExitCode> {
  const { out } = given;
  const read = readText(file);
  if ("why" in read) {
    const message = out.words.say("import.unreadable", { file, why: read.why });
    out.document({ error: { message } });
    if (!out.json) out.note(message);
    return EXIT.usage;
  }
  return await withDesk(given, async (bridge) => {
    const report = await bridge.call("files.importCsv", { text: read.text });
    if (!report.ok) return report.error.code === "G4001" ? notTable(out, file) : out.failure(report.error);
    const { created, faults } = report.value;
    out.document(report.value);
    out.line(out.words.say("import.created", { created }));
    for (const { line, column, value, reason } of faults) out.line(`  ${out.words.say("import.fault", { line, column, value, reason: words[out.words.language].find(`fault.${reason}`) ?? reason })}`);
    return faults.length === 0 ? EXIT.done : EXIT.refused;
  });
}

function notTable(out: Output, file: string): ExitCode {
  const message = out.words.say("import.notTable", { file });
  out.document({ error: { code: "G4001", message } });
  if (!out.json) out.note(message);
  return EXIT.usage;
}

/** UTF-8, or what a French spreadsheet still writes. */
function readText(file: string): { readonly text: string } | { readonly why: string } {
  try {
    const bytes = readFileSync(file);
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch {
      return { text: new TextDecoder("windows-1252").decode(bytes) };
    }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}
