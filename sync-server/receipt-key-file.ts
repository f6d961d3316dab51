import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { StartFault } from "./start-fault.ts";

const base64url = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const receiptKeySchema = z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: base64url, d: base64url, kid: z.string().min(1) });
/** Private Ed25519 JWK that signs receipts. */
export type ReceiptPrivateKey = z.infer<typeof receiptKeySchema>;

/** Reads the key, or makes it (0600) where that is allowed. Throws StartFault: a centre that lost its key must not quietly make another. */
export function openReceiptKey({ path, mustExist }: { readonly path: string; readonly mustExist: boolean }): ReceiptPrivateKey {
  if (existsSync(path)) return readKey(path);
  if (mustExist) throw unusable(path);
  const { privateKey } = generateKeyPairSync("ed25519");
  const key = receiptKeySchema.parse({ ...privateKey.export({ format: "jwk" }), kid: randomBytes(8).toString("hex") });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify(key), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return key;
}

function readKey(path: string): ReceiptPrivateKey {
  try {
    return receiptKeySchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw unusable(path);
  }
}

const unusable = (path: string): StartFault => new StartFault({
  fr: `La clé des reçus (GUICHET_RECEIPT_KEY, ${path}) manque ou n'est pas une clé privée Ed25519 au format JWK avec un kid : remettez-la depuis la sauvegarde.`,
  en: `The receipt key (GUICHET_RECEIPT_KEY, ${path}) is missing or is not an Ed25519 private JWK with a kid: put it back from the backup.`,
});
