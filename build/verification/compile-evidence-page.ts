import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { evidenceWords, isEvidenceText } from "../../shared/i18n/evidence-words.ts";
import { compileOneFile } from "./one-file-page.ts";

const root = join(import.meta.dirname, "../../renderer/evidence");
const { say } = evidenceWords("fr");

/** The page of an evidence file. */
export const compileEvidencePage = (out: string): Promise<void> => compileOneFile({ root, say: (key) => (isEvidenceText(key) ? say(key) : undefined) }, out);

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: "string", default: join(import.meta.dirname, "../out/evidence") } } });
  await compileEvidencePage(values.out);
  process.stdout.write(`${values.out}\n${readFileSync(join(values.out, "index.html")).length} bytes\n`);
}
