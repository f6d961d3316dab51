import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { err, ok, type Result } from "../../shared/kernel/result.ts";

/** What the server shows to whoever connects by TLS. PEM. */
export type TlsIdentity = { readonly cert: string; readonly key: string; /** UTC ms. */ readonly endsAt: number };

/** "certificate", "key": it cannot be read. "other": the certificate is not of that key. "expired": not valid on that day. */
export type TlsFault = "certificate" | "key" | "other" | "expired";

/** PEM texts: the server's own certificate first, then those that vouch for it; its key without a passphrase. `at`: UTC ms. */
export function readTlsIdentity(cert: string, key: string, at: number): Result<TlsIdentity, TlsFault> {
  const own = readCertificate(cert);
  if (own === undefined) return err("certificate");
  const privateKey = readKey(key);
  if (privateKey === undefined) return err("key");
  if (!own.checkPrivateKey(privateKey)) return err("other");
  const endsAt = Date.parse(own.validTo);
  return at < Date.parse(own.validFrom) || at > endsAt ? err("expired") : ok({ cert, key, endsAt });
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
