import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { auditWords, isAuditText } from "../../shared/i18n/audit-words.ts";
import { compileOneFile } from "./one-file-page.ts";

const root = join(import.meta.dirname, "../../renderer/evidence/audit");
const { say } = auditWords("fr");

/** The page of an export of the audit. */
export const compileAuditPage = (out: string): Promise<void> => compileOneFile({ root, say: (key) => (isAuditText(key) ? say(key) : undefined) }, out);

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: "string", default: join(import.meta.dirname, "../out/audit") } } });
  await compileAuditPage(values.out);
  process.stdout.write(`${values.out}\n${readFileSync(join(values.out, "index.html")).length} bytes\n`);
}
