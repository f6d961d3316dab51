import type { ImportReport } from "../../../../shared/bridge/file-views.ts";
import { faultText } from "../../../../shared/i18n/field-words.ts";
import type { TerminalWords } from "../../../../shared/i18n/terminal.ts";
import { words } from "../../../../shared/i18n/texts.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { fileFaultText, readTextFile } from "../read-text-file.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `import FILE.csv`: one draft a row; 1 when a row was not taken. Nothing is submitted. */
export async function importCsv(given: Surroundings, file: string): Promise<ExitCode> {
  const { out } = given;
  const read = readTextFile(file, "utf-8 or windows-1252");
  if (!read.ok) {
    const message = fileFaultText(read.error, out.words);
    out.document({ error: { message } });
    if (!out.json) out.note(message);
    return EXIT.usage;
  }
  return await withDesk(given, async (bridge) => {
    const report = await bridge.call("files.importCsv", { text: read.value });
    if (!report.ok) return report.error.code === "G4001" ? notTable(out, file) : out.failure(report.error);
    const { created, faults } = report.value;
    out.document(report.value);
    out.line(out.words.say("import.created", { created }));
    for (const fault of faults) out.line(`  ${faultLine(out.words, fault)}`);
    return faults.length === 0 ? EXIT.done : EXIT.refused;
  });
}

const faultLine = ({ say, language }: TerminalWords, { line, column, value, reason }: ImportReport["faults"][number]): string =>
  say("import.fault", { line, column, value, reason: faultText(reason, words[language]) });

function notTable(out: Output, file: string): ExitCode {
  const message = out.words.say("import.notTable", { file });
  out.document({ error: { code: "G4001", message } });
  if (!out.json) out.note(message);
  return EXIT.usage;
}
