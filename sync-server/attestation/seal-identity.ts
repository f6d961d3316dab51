import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { err, ok, type Result } from "../../shared/kernel/result.ts";

/** What the centre seals with. All DER; it can be sent to a thread. */
export type SealIdentity = {
  /** The certificate of the key, then those that vouch for it, as they go into the signature. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  /** PKCS#8, in the clear: it leaves this process for nowhere. */
  readonly key: Uint8Array;
  readonly algorithm: SealAlgorithm;
};
export type SealAlgorithm = "RSA" | "P-256";

/** "key": it cannot be read, or not with that passphrase. "weak": neither RSA of 2048 bits nor P-256. "other": the certificate is not of that key. "expired": not valid on that day. */
export type SealFault = "certificate" | "key" | "weak" | "other" | "expired";

const ONE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const LEAST_BITS = 2_048;

/** PEM texts as a certification authority gives them. Whether others trust that authority is not judged here. `at`: UTC ms. */
export function readSealIdentity(certificates: string, key: string, passphrase: string | undefined, at: number): Result<SealIdentity, SealFault> {
  const chain = readChain(certificates);
  const [own, ...others] = chain;
  if (own === undefined) return err("certificate");
  const privateKey = readKey(key, passphrase);
  if (privateKey === undefined) return err("key");
  const algorithm = algorithmOf(privateKey);
  if (algorithm === undefined) return err("weak");
  if (!own.checkPrivateKey(privateKey)) return err("other");
  if (at < Date.parse(own.validFrom) || at > Date.parse(own.validTo)) return err("expired");
  return ok({ certificates: [der(own), ...others.map(der)], key: Uint8Array.from(privateKey.export({ type: "pkcs8", format: "der" })), algorithm });
}

const der = ({ raw }: X509Certificate): Uint8Array => Uint8Array.from(raw);

function readChain(text: string): readonly X509Certificate[] {
  try {
    return (text.match(ONE) ?? []).map((pem) => new X509Certificate(pem));
  } catch {
    return [];
  }
}

function readKey(pem: string, passphrase: string | undefined): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: "pem", ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    return undefined;
  }
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): SealAlgorithm | undefined {
  if (asymmetricKeyType === "rsa") return (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS ? "RSA" : undefined;
  return asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1" ? "P-256" : undefined;
}
