import { answerDiagnosticRequestSchema, askDiagnosticRequestSchema, diagnosticAnswerSchema, diagnosticTakenSchema, ownDiagnosticAnswerSchema, ownDiagnosticRequestSchema, readDiagnosticRequestSchema } from "../../shared/sync/diagnostic-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** Diagnostics of workstations: asked for and read by whoever looks after them, given or declined by their owners. */
export const diagnosticRoutes = ({ diagnostics }: Pick<Services, "diagnostics">): readonly Route[] => [
  route({ method: "POST", path: "/v1/diagnostics/ask", summary: "A workstation's owner is asked to send a diagnostic, with a reason that she is shown.", allow: allow("devices.diagnose"), parse: askDiagnosticRequestSchema, answer: diagnosticAnswerSchema, run: diagnostics.ask }),
  route({ method: "POST", path: "/v1/diagnostics/read", summary: "What its owner agreed to send, for thirty days; the reading is noted. Nothing of clients.", allow: allow("devices.diagnose"), parse: readDiagnosticRequestSchema, answer: diagnosticAnswerSchema, run: diagnostics.read }),
  route({ method: "POST", path: "/v1/diagnostics/mine", summary: "What is asked of the caller's own workstation.", allow: allow("devices.own"), parse: ownDiagnosticRequestSchema, answer: ownDiagnosticAnswerSchema, run: diagnostics.mine }),
  route({ method: "POST", path: "/v1/diagnostics/answer", summary: "The diagnostic that its owner saw and agreed to send, or none: she declined.", allow: allow("devices.own"), parse: answerDiagnosticRequestSchema, answer: diagnosticTakenSchema, run: diagnostics.answer }),
];
