import { randomBytes, webcrypto } from "node:crypto";
import { hostname } from "node:os";
import { BitString, Integer, Utf8String } from "asn1js";
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension, GeneralName, GeneralNames, Time } from "pkijs";
import type { TlsIdentity } from "./tls-identity.ts";

const OID = { commonName: "2.5.4.3", basicConstraints: "2.5.29.19", keyUsage: "2.5.29.15", subjectAltName: "2.5.29.17" } as const;
const YEAR_MS = 366 * 86_400_000;
const DNS_NAME = 2;
const DIGITAL_SIGNATURE = 0x80;

/**
 * A key and a certificate of it, signed by itself, made now and kept nowhere. It encrypts towards whoever verifies no certificate, and proves to nobody who
 * answers. `at`: UTC ms.
 */
export async function makeOwnCertificate(at: number, name: string = hostname()): Promise<TlsIdentity> {
  const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const endsAt = Math.floor((at + YEAR_MS) / 1000) * 1000;
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ valueHex: serial().buffer }) });
  for (const side of [certificate.subject, certificate.issuer]) side.typesAndValues.push(new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: name }) }));
  certificate.notBefore = new Time({ type: 0, value: new Date(at - 3_600_000) });
  certificate.notAfter = new Time({ type: 0, value: new Date(endsAt) });
  certificate.extensions = [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: false }).toSchema().toBER(false)),
    extension(OID.keyUsage, true, new BitString({ valueHex: Uint8Array.of(DIGITAL_SIGNATURE).buffer, unusedBits: 7 }).toBER(false)),
    extension(OID.subjectAltName, false, new GeneralNames({ names: [new GeneralName({ type: DNS_NAME, value: name })] }).toSchema().toBER(false)),
  ];
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey);
  await certificate.sign(pair.privateKey, "SHA-256");
  const key = new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", pair.privateKey));
  return { cert: pem("CERTIFICATE", new Uint8Array(certificate.toSchema(true).toBER(false))), key: pem("PRIVATE KEY", key), endsAt };
}

/** Positive, of 16 bytes, and never the same for two keys of one name. */
function serial(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

const extension = (extnID: string, critical: boolean, der: ArrayBuffer): Extension => new Extension({ extnID, critical, extnValue: der });

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(Buffer.from(der).toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
