import type { DiagnosticPreview } from "../../shared/bridge/device-calls.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Device } from "../../shared/sync/device-messages.ts";
import type { DiagnosticAnswer } from "../../shared/sync/diagnostic-messages.ts";
import type { Desk } from "./desk.ts";

export const previewDiagnostic = (desk: Desk): Promise<Result<DiagnosticPreview, CodedError>> => desk.attempt("diagnostic.preview", undefined);
/** With what was shown, or without: declined. */
export const answerDiagnostic = (desk: Desk, id: string, shown: DiagnosticPreview | undefined): Promise<Result<undefined, CodedError>> => desk.attempt("diagnostic.answer", { id, ...(shown === undefined ? {} : { digest: shown.digest }) });
export const askDiagnostic = (desk: Desk, { device }: Device, reason: string): Promise<Result<DiagnosticAnswer, CodedError>> => desk.attempt("devices.diagnose", { device, reason });
export const readDiagnostic = (desk: Desk, { device }: Device): Promise<Result<DiagnosticAnswer, CodedError>> => desk.attempt("devices.diagnostic", { device });
