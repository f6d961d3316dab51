import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { toStorageError } from "../db/open-errors.ts";
import { argon2Cost, ARGON2_COST, deriveKey, type Argon2Cost } from "../keys/derive-key.ts";
import { sealed } from "../keys/key-slots.ts";
import { normalisePassphrase } from "../keys/passphrase.ts";
import { replaceFile } from "../keys/replace-file.ts";
import { fromText, sealKey, toText, unsealKey } from "../keys/seal-key.ts";
import { makePair, type KeyPair } from "./box.ts";
import { parseRecoveryRequest, requestToText, type RecoveryRequest } from "./recovery-request.ts";

/** Beside the key file, while an answer is waited for. */
export const PENDING_NAME = "recovery.json";
export const REQUEST_FOR_MS = 7 * 86_400_000;

/** The request as it was sent, and its private half under the passphrase that is to be the new one: whoever reads this file and the answer still has nothing. */
const shape = z.strictObject({ format: z.literal(1), request: z.string().max(10_000), cost: argon2Cost, salt: z.base64url().length(22), sealed });
export type Pending = { readonly request: RecoveryRequest; readonly until: number; readonly open: (passphrase: string) => Promise<KeyPair | undefined> };
type Powers = { readonly randomBytes: (length: number) => Uint8Array; readonly cost?: Argon2Cost };

const labelOf = (text: string): string => `guichet-recovery-pending-1 ${text}`;

/** Replaces a request that waits: an answer to that one is of no use any more. G1005, G1007. */
export async function keepPending({ randomBytes, cost = ARGON2_COST }: Powers, dir: string, about: Omit<RecoveryRequest, "reply">, passphrase: string): Promise<Result<RecoveryRequest, CodedError>> {
  const { x, d } = makePair();
  const request: RecoveryRequest = { ...about, reply: x };
  const text = requestToText(request);
  const salt = toText(randomBytes(16));
  const derived = await deriveKey(normalisePassphrase(passphrase), fromText(salt), cost);
  const kept = { format: 1, request: text, cost, salt, sealed: sealKey(fromText(d), derived, labelOf(text), randomBytes(12)) };
  derived.fill(0);
  try {
    replaceFile(join(dir, PENDING_NAME), `${JSON.stringify(kept)}\n`);
    return ok(request);
  } catch (error) {
    return err(toStorageError(error) ?? { code: "G1007", params: { cause: String(error) } });
  }
}

/** Undefined where none waits. One that cannot be read counts as none: another is made in its place. */
export function readPending(dir: string): Pending | undefined {
  try {
    const kept = shape.parse(JSON.parse(readFileSync(join(dir, PENDING_NAME), "utf8")));
    const request = parseRecoveryRequest(kept.request);
    if (!request.ok) return undefined;
    return {
      request: request.value, until: request.value.madeAt + REQUEST_FOR_MS,
      open: async (passphrase) => {
        const derived = await deriveKey(normalisePassphrase(passphrase), fromText(kept.salt), kept.cost);
        const d = unsealKey(kept.sealed, derived, labelOf(kept.request));
        derived.fill(0);
        return d === undefined ? undefined : { x: request.value.reply, d: toText(d) };
      },
    };
  } catch {
    return undefined;
  }
}

export const dropPending = (dir: string): void => rmSync(join(dir, PENDING_NAME), { force: true });
