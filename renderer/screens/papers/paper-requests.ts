import type { PaperName } from "../../../shared/bridge/paper-views.ts";
import type { Desk } from "../../state/desk.ts";
import { createRequests } from "../../state/requests.ts";

/** Papers, which the open file's part makes. */
export const { answer: answerPaperRequests, ask: requestPaper } = createRequests<PaperName>();

/** The evidence file, which is no single paper. */
const evidence = createRequests<undefined>();
export const answerEvidenceRequests = evidence.answer;
export const requestEvidence = (desk: Desk): void => evidence.ask(desk, undefined);
