import { takenSchema } from "../../shared/sync/recovery-messages.ts";
import { publishRecoveryKeyRequestSchema, recoveryKeyAnswerSchema, recoveryKeyRequestSchema, recoveryUsedRequestSchema, withdrawRecoveryKeyRequestSchema } from "../../shared/sync/recovery-key-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** The public half of the key that a bank's administrators answer forgotten passphrases with. */
export const recoveryKeyRoutes = ({ recoveryKeys }: Pick<Services, "recoveryKeys">): readonly Route[] => [
  route({ method: "POST", path: "/v1/recovery-key", summary: "The recovery key of the caller's bank, what waits for a second person, and former keys: public halves.", allow: allow("recovery-key.read"), parse: recoveryKeyRequestSchema, answer: recoveryKeyAnswerSchema, run: recoveryKeys.read }),
  route({ method: "POST", path: "/v1/recovery-key/publish", summary: "One of two words for another recovery key; in force once two administrators have said the same.", allow: allow("recovery-key.decide"), parse: publishRecoveryKeyRequestSchema, answer: recoveryKeyAnswerSchema, run: recoveryKeys.publish }),
  route({ method: "POST", path: "/v1/recovery-key/withdraw", summary: "What one administrator said is not to be.", allow: allow("recovery-key.decide"), parse: withdrawRecoveryKeyRequestSchema, answer: recoveryKeyAnswerSchema, run: recoveryKeys.withdraw }),
  route({ method: "POST", path: "/v1/recovery-key/used", summary: "A workstation of the caller's was opened by an administrator's answer: noted in the audit.", allow: allow("desk.keep"), parse: recoveryUsedRequestSchema, answer: takenSchema, run: recoveryKeys.used }),
];
