import { createHash } from "node:crypto";
import { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { isUuid } from "../../../shared/kernel/ids.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { readArmour, toArmour } from "./armour.ts";
import { x25519 } from "./box.ts";
import { recoverySlot } from "./recovery-slot.ts";

const uuid = z.custom<string>(isUuid, "not a lower-case uuid");
const line = z.string().max(200).refine((text) => !/\p{Cc}/u.test(text), "a control character");

/** What a workstation asks of an administrator: its slot, and a key of its own for the answer, good once. */
const shape = z.strictObject({
  id: uuid, profile: uuid, slot: recoverySlot,
  /** Public part of a pair made for this request alone. */
  reply: x25519,
  /** For the eyes of whoever answers: nothing but the check code proves them. */
  name: line, bank: line, branch: line, madeAt: z.int().min(0),
});
export type RecoveryRequest = z.infer<typeof shape>;

export const requestToText = (request: RecoveryRequest): string => toArmour("request", shape.parse(request));
export const parseRecoveryRequest = (text: string): Result<RecoveryRequest, CodedError> => readArmour("request", text, shape);

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LETTERS = 12;

/** Of the whole request, 60 bits, to be said aloud: a request that somebody exchanged on its way has another. Without letters that are mistaken for figures. */
export function checkCode(request: RecoveryRequest): string {
  const digest = createHash("sha256").update(`guichet-recovery-code-1 ${requestToText(request)}`).digest();
  const letters = Array.from({ length: CODE_LETTERS }, (_, at) => LETTERS[(digest[at] ?? 0) % LETTERS.length]).join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}

/** As somebody types what she heard. */
export const isCheckCode = (typed: string, request: RecoveryRequest): boolean => {
  const plain = (text: string): string => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return plain(typed) === plain(checkCode(request));
};
