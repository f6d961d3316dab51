import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { keyIdOf, publicKeyOf, signerOf, type ReleaseSigner } from "./signer.ts";

export const MIN_PASSPHRASE = 16;
export type KeyFileFault = "in-repository" | "exists" | "weak" | "wrong";
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A fresh Ed25519 key in an encrypted PKCS#8 file that only its owner may read. Never overwrites, never inside this repository or another. */
export function createKeyFile(path: string, passphrase: string): Result<{ readonly keyId: string; readonly publicKey: string }, KeyFileFault> {
  if (isInRepository(path)) return err("in-repository");
  if (passphrase.length < MIN_PASSPHRASE) return err("weak");
  if (existsSync(path)) return err("exists");
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase });
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 });
  writeFileSync(path, pem, { mode: 0o600, flag: "wx" });
  const publicKey = publicKeyOf(privateKey);
  return ok({ keyId: keyIdOf(publicKey), publicKey });
}

/** Only an encrypted Ed25519 key: one that lies open on a disk is refused as wrong. Throws when the file can't be read. */
export function openKeyFile(path: string, passphrase: string): Result<ReleaseSigner, KeyFileFault> {
  if (isInRepository(path)) return err("in-repository");
  const pem = readFileSync(path, "utf8");
  if (!pem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----")) return err("wrong");
  try {
    const key = createPrivateKey({ key: pem, format: "pem", passphrase });
    return key.asymmetricKeyType === "ed25519" ? ok(signerOf(key)) : err("wrong");
  } catch {
    return err("wrong");
  }
}

/** This one, and any folder under git: links are followed, as far as the path exists. */
function isInRepository(path: string): boolean {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  folder = realpathSync(folder);
  const own = realpathSync(repository);
  if (folder === own || `${folder}${sep}`.startsWith(`${own}${sep}`)) return true;
  for (;;) {
    if (existsSync(join(folder, ".git"))) return true;
    const above = dirname(folder);
    if (above === folder) return false;
    folder = above;
  }
}
