import { webcrypto } from "node:crypto";
import { BitString, Integer, Utf8String } from "asn1js";
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension, Time } from "pkijs";
import type { SealIdentity } from "./seal-identity.ts";

const OID = { commonName: "2.5.4.3", basicConstraints: "2.5.29.19", keyUsage: "2.5.29.15" } as const;
/** In the name of both certificates: whoever looks at the seal sees what it is worth. */
const WARNING = "GUICHET TEST, SANS VALEUR";
const YEAR_MS = 366 * 86_400_000;
const USAGE = { sign: 0xc0, certify: 0x06 } as const; // digitalSignature and nonRepudiation; keyCertSign and cRLSign

/**
 * A seal for demonstrations and tests: an authority nobody trusts and a certificate of it, both made now and kept nowhere, so that no key of a test is ever in a
 * repository, an image or a store. `at`: UTC ms.
 */
export async function createTestSeal(at: number): Promise<SealIdentity> {
  const [authority, own] = [await newPair(), await newPair()];
  const root = await certify({ subject: "Autorité de test", issuer: "Autorité de test", key: authority, signer: authority, at, serial: 1, isAuthority: true });
  const leaf = await certify({ subject: "Centre de démonstration", issuer: "Autorité de test", key: own, signer: authority, at, serial: 2, isAuthority: false });
  return { certificates: [leaf, root], key: new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", own.privateKey)), algorithm: "P-256" };
}

const newPair = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);

type Wanted = { readonly subject: string; readonly issuer: string; readonly key: webcrypto.CryptoKeyPair; readonly signer: webcrypto.CryptoKeyPair; readonly at: number; readonly serial: number; readonly isAuthority: boolean };

async function certify({ subject, issuer, key, signer, at, serial, isAuthority }: Wanted): Promise<Uint8Array> {
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: serial }) });
  certificate.subject.typesAndValues.push(nameOf(subject));
  certificate.issuer.typesAndValues.push(nameOf(issuer));
  certificate.notBefore = new Time({ type: 0, value: new Date(at - 3_600_000) });
  certificate.notAfter = new Time({ type: 0, value: new Date(at + YEAR_MS) });
  const usage = new BitString({ valueHex: Uint8Array.of(isAuthority ? USAGE.certify : USAGE.sign).buffer, unusedBits: isAuthority ? 1 : 6 });
  certificate.extensions = [
    extension(OID.basicConstraints, new BasicConstraints({ cA: isAuthority }).toSchema().toBER(false)),
    extension(OID.keyUsage, usage.toBER(false)),
  ];
  await certificate.subjectPublicKeyInfo.importKey(key.publicKey);
  await certificate.sign(signer.privateKey, "SHA-256");
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

const nameOf = (name: string): AttributeTypeAndValue => new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: `${WARNING} : ${name}` }) });

const extension = (extnID: string, der: ArrayBuffer): Extension => new Extension({ extnID, critical: true, extnValue: der });
