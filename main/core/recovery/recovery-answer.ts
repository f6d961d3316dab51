import { createHash } from "node:crypto";
import { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { readArmour, toArmour } from "./armour.ts";
import { boxShape, openBox, sealTo, type KeyPair } from "./box.ts";
import { aboutSlot, SLOT_INFO } from "./recovery-slot.ts";
import { requestToText, type RecoveryRequest } from "./recovery-request.ts";

const ANSWER_INFO = "guichet-recovery-answer-1";
export const ANSWER_FOR_MS = 72 * 3_600_000;

/** The database's key again, for the pair of one request: of use to no other workstation, request or person. */
const shape = z.strictObject({ id: z.custom<string>(isUuid, "not a lower-case uuid"), until: z.int().min(0), ...boxShape });
export type RecoveryAnswer = z.infer<typeof shape>;

export const answerToText = (answer: RecoveryAnswer): string => toArmour("answer", shape.parse(answer));
export const parseRecoveryAnswer = (text: string): Result<RecoveryAnswer, CodedError> => readArmour("answer", text, shape);

/** The answer belongs to the request, word for word, and ends with its time. */
const aboutAnswer = (request: RecoveryRequest, until: number): readonly (string | number)[] => [createHash("sha256").update(requestToText(request)).digest("base64url"), until];

/** By whoever holds the bank's recovery key. G9589 the request was made for another one; G9584 its slot was changed, or is another profile's. */
export function answerRequest(key: KeyPair & { readonly kid: string }, request: RecoveryRequest, now: number): Result<RecoveryAnswer, CodedError> {
  if (request.slot.kid !== key.kid) return err({ code: "G9589" });
  const secret = openBox(key, SLOT_INFO, aboutSlot(request.profile, request.slot.kid), request.slot);
  if (secret === undefined) return err({ code: "G9584", params: { what: "request" } });
  const until = now + ANSWER_FOR_MS;
  const answer = { id: request.id, until, ...sealTo(request.reply, ANSWER_INFO, aboutAnswer(request, until), secret) };
  secret.fill(0);
  return ok(answer);
}

/** Undefined: not an answer to exactly this request. */
export const openAnswer = (reply: KeyPair, request: RecoveryRequest, { id, until, enc, box }: RecoveryAnswer): Uint8Array | undefined =>
  id !== request.id ? undefined : openBox(reply, ANSWER_INFO, aboutAnswer(request, until), { enc, box });
