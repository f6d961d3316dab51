import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { ExportReport } from "../shared/audit/verify-export.ts";
import { verifyExport } from "../shared/audit/verify-export.ts";
import { auditWords } from "../shared/i18n/audit-words.ts";
import type { Language } from "../shared/i18n/format.ts";
import { exportSentence } from "../shared/i18n/tell-export.ts";
import { nodePowers } from "./domain/node-powers.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { StartFault } from "./start-fault.ts";

export type AuditVerifyOrder = { readonly file: string; readonly known: readonly string[]; readonly json: boolean };
/** `FILE [--key FINGERPRINT]… [--json]`. Undefined: not well formed. */
export function auditVerifyArguments([file, ...rest]: readonly string[]): AuditVerifyOrder | undefined {
  const known: string[] = [];
  let json = false;
  for (let i = 0; i < rest.length; i += 1) {
    if (rest[i] === "--json") json = true;
    else if (rest[i] === "--key" && rest[i + 1] !== undefined) known.push(rest[(i += 1)] ?? "");
    else return undefined;
  }
  return file === undefined || file.startsWith("--") ? undefined : { file, known, json };
}

/** `audit-verify`: what the page in an export does, for one of any size. It asks neither a store nor the network, and needs no setting. Answers the exit code: 1 where something is false. @throws StartFault */
export async function runAuditVerify({ file, known, json }: AuditVerifyOrder, language: Language, { out }: CommandOutput): Promise<ExitCode> {
  const report = await readReport(file, known);
  const words = auditWords(language);
  const { say } = words;
  if (report === undefined) {
    out(json ? `${JSON.stringify({ verdict: "none" })}\n` : `${say("none.title")}. ${say("none.text", { name: file })}\n`);
    return 1;
  }
  if (json) out(`${JSON.stringify({ ...report, kinds: Object.fromEntries(report.kinds) }, null, 2)}\n`);
  else out(`${[
    say("command.verdict", { verdict: say(`verdict.${report.verdict}`), text: say(`verdict.${report.verdict}.text`) }),
    ...report.findings.map((finding) => say("command.finding", { outcome: say(`outcome.${finding.outcome}`), check: say(`check.${finding.check}`), sentence: exportSentence(finding, words) })),
  ].join("\n")}\n`);
  return report.verdict === "falsified" ? 1 : 0;
}

async function readReport(path: string, known: readonly string[]): Promise<ExportReport | undefined> {
  const opened = await open(path, "r").catch((error: unknown) => { throw new StartFault({ fr: `${path} ne peut pas être lu.`, en: `${path} cannot be read.` }, error); });
  try {
    const { size } = await opened.stat();
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await opened.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    };
    const hasher = () => { const hash = createHash("sha256"); return { update: (bytes: Uint8Array) => void hash.update(bytes), hex: () => hash.digest("hex") }; };
    return await verifyExport({ size, read }, known, { ...nodePowers, hasher });
  } finally {
    await opened.close();
  }
}
