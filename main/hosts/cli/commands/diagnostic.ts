import { existsSync } from "node:fs";
import { diagnosticLines } from "../../../../shared/i18n/diagnostic-words.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../../shared/kernel/result.ts";
import { diagnosticAnswerSchema, type Diagnostic, type DiagnosticAnswer } from "../../../../shared/sync/diagnostic-messages.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { tellFileFault, writeNewFile } from "../write-new-file.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { findAmong, findDevice } from "./devices.ts";
import { openCentre, type InspectRequest } from "./open-centre.ts";
import { askWholeFleet } from "./support.ts";

export const DIAGNOSTIC_ACTIONS = ["diagnose", "diagnostic"] as const;
export type DiagnosticAction = (typeof DIAGNOSTIC_ACTIONS)[number];

/** `diagnostic [FILE]`: what this workstation would say of itself if it were asked; shown, or written as it would be sent. Nothing leaves, and no network is needed. A file that is there is not overwritten. */
export async function ownDiagnostic(given: Surroundings, file: string | undefined): Promise<ExitCode> {
  const { out } = given;
  if (file !== undefined && existsSync(file)) return tellFileFault(out, { key: "file.exists", holes: { file } });
  return await withDesk(given, async (bridge) => {
    const shown = await bridge.call("diagnostic.preview", undefined);
    if (!shown.ok) return out.failure(shown.error);
    if (file === undefined) {
      out.document(shown.value.diagnostic);
      for (const line of lines(out, shown.value.diagnostic)) out.line(line);
      return EXIT.done;
    }
    const written = writeNewFile(file, [Buffer.from(`${shown.value.text}\n`)]);
    if (!written.ok) return tellFileFault(out, written.error);
    out.document({ file, sha256: shown.value.digest });
    out.line(out.words.say("diagnostic.written", { file }));
    return EXIT.done;
  });
}

/** `devices diagnose ID --reason TEXT`, `devices diagnostic ID`: asked of a workstation's owner, and her answer. */
export const diagnoseDevice = (given: Surroundings, action: DiagnosticAction, named: string, reason: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const found = await findDevice(bridge, named);
    if (!found.ok) return given.out.failure(found.error);
    const { device } = found.value;
    return tell(given.out, action === "diagnose" ? await bridge.call("devices.diagnose", { device, reason }) : await bridge.call("devices.diagnostic", { device }));
  });

/** The same for support, who keeps no workstation. */
export async function supportDiagnoses(out: Output, request: InspectRequest, action: DiagnosticAction, named: string, reason: string): Promise<ExitCode> {
  const ask = await openCentre(request);
  if (!ask.ok) return out.failure(ask.error);
  const listed = await askWholeFleet(ask.value);
  const found = listed.ok ? findAmong(listed.value.devices, named) : listed;
  if (!found.ok) return out.failure(found.error);
  const { device } = found.value;
  return tell(out, action === "diagnose" ? await ask.value("/v1/diagnostics/ask", { device, reason }, diagnosticAnswerSchema) : await ask.value("/v1/diagnostics/read", { device }, diagnosticAnswerSchema));
}

function tell(out: Output, answer: Result<DiagnosticAnswer, CodedError>): ExitCode {
  if (!answer.ok) return out.failure(answer.error);
  const { t } = allWords[out.words.language];
  const { answer: said, answeredAt = 0, by, at, until, reason, diagnostic } = answer.value;
  const when = out.format.dayAndTime;
  out.document(answer.value);
  out.line(said === undefined ? t("diagnostic.standing.asked", { by, when: when(at), until: when(until), reason }) : t(`diagnostic.standing.${said}`, { when: when(answeredAt), reason }));
  if (diagnostic !== undefined) for (const line of lines(out, diagnostic)) out.line(line);
  return EXIT.done;
}

const lines = (out: Output, diagnostic: Diagnostic): readonly string[] => diagnosticLines(diagnostic, allWords[out.words.language]).map(({ label, value }) => `${label}${out.words.language === "fr" ? "\u00a0:" : ":"} ${value}`);
