import { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { ARGON2_COST, argon2Cost, deriveKey, type Argon2Cost } from "../keys/derive-key.ts";
import { sealed } from "../keys/key-slots.ts";
import { normalisePassphrase } from "../keys/passphrase.ts";
import { acceptPassphrase } from "../keys/refused-passphrases.ts";
import { fromText, sealKey, toText, unsealKey } from "../keys/seal-key.ts";
import { kidOf, makePair, x25519, type KeyPair } from "./box.ts";

/** The bank's recovery key: its private half under a passphrase of its own. It is on no server and in no database. */
const shape = z.strictObject({ guichet: z.literal("recovery-key"), v: z.literal(1), kid: z.string(), x: x25519, cost: argon2Cost, salt: z.base64url().length(22), sealed });
export type RecoveryKeyFile = z.infer<typeof shape>;
export type RecoveryKey = KeyPair & { readonly kid: string };

const labelOf = ({ x, cost, salt }: Pick<RecoveryKeyFile, "x" | "cost" | "salt">): string => `guichet-recovery-key-1 ${x} ${cost.memoryKiB} ${cost.passes} ${cost.lanes} ${salt}`;

/** G1009 a passphrase that is weak or common. */
export async function makeRecoveryKeyFile(randomBytes: (length: number) => Uint8Array, passphrase: string, cost: Argon2Cost = ARGON2_COST): Promise<Result<RecoveryKeyFile, CodedError>> {
  const text = await acceptPassphrase(passphrase, []);
  if (!text.ok) return text;
  const { x, d } = makePair();
  const bare = { guichet: "recovery-key", v: 1, kid: kidOf(x), x, cost, salt: toText(randomBytes(16)) } as const;
  const derived = await deriveKey(text.value, fromText(bare.salt), cost);
  const file = { ...bare, sealed: sealKey(fromText(d), derived, labelOf(bare), randomBytes(12)) };
  derived.fill(0);
  return ok(file);
}

export const recoveryKeyFileToText = (file: RecoveryKeyFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** G9589 `damaged`: no such file. */
export function parseRecoveryKeyFile(text: string): Result<RecoveryKeyFile, CodedError> {
  try {
    const file = shape.parse(JSON.parse(text));
    return file.kid === kidOf(file.x) ? ok(file) : err({ code: "G9589", params: { reason: "damaged" } });
  } catch {
    return err({ code: "G9589", params: { reason: "damaged" } });
  }
}

/** G1001 a wrong passphrase. */
export async function openRecoveryKeyFile(file: RecoveryKeyFile, passphrase: string): Promise<Result<RecoveryKey, CodedError>> {
  const derived = await deriveKey(normalisePassphrase(passphrase), fromText(file.salt), file.cost);
  const d = unsealKey(file.sealed, derived, labelOf(file));
  derived.fill(0);
  return d === undefined ? err({ code: "G1001" }) : ok({ kid: file.kid, x: file.x, d: toText(d) });
}
