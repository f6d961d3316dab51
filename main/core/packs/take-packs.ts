import { createHash } from "node:crypto";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { publicationText, withdrawalText, type PacksAnswer, type PublishedPackMessage } from "../../../shared/sync/pack-messages.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { StoredPack } from "../db/scheme-packs.ts";
import { verifyEd25519 } from "../keys/verify-ed25519.ts";

type Known = { readonly centre: string; readonly keys: Hello["receiptKeys"]; readonly stored: readonly StoredPack[] };
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/**
 * What the centre told of its packs, each under its own signature: of the name, the hash and the moment. One wrong line and nothing of the answer is taken (G9614): the workstation goes on with what it has. What
 * was published once and is not told any more stays: verdicts name it.
 */
export function takePacks({ packs }: PacksAnswer, { centre, keys, stored }: Known): Result<readonly StoredPack[], CodedError> {
  const known = new Map(stored.map((one) => [one.name, one]));
  const taken: StoredPack[] = [];
  for (const message of packs) {
    const { name, hash, published, withdrawn } = message;
    const document = message.document ?? known.get(name)?.document;
    const before = known.get(name);
    const isRight = document !== undefined && sha256(document) === hash && (before === undefined || before.hash === hash)
      && isSigned(publicationText(centre, { name, hash, at: published.at }), published, keys)
      && (withdrawn === undefined || isSigned(withdrawalText(centre, { name, hash, at: withdrawn.at }), withdrawn, keys));
    if (!isRight) return err<CodedError>({ code: "G9614", params: { pack: name } });
    taken.push({ name, hash, document, withdrawn: withdrawn !== undefined || before?.withdrawn === true });
  }
  const told = new Set(taken.map(({ name }) => name));
  return ok([...stored.filter(({ name }) => !told.has(name)), ...taken]);
}

function isSigned(text: string, { kid, signature }: PublishedPackMessage["published"], keys: Hello["receiptKeys"]): boolean {
  const key = keys.find((one) => one.kid === kid);
  return key !== undefined && verifyEd25519(key.x, Buffer.from(text), Buffer.from(signature, "base64url"));
}
