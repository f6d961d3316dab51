import { webcrypto } from "node:crypto";
import { BitString, Integer, OctetString, Utf8String } from "asn1js";
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension, GeneralName, GeneralNames, Time } from "pkijs";

/** PEM, made now and kept nowhere. */
export type TestCertificate = { readonly certificate: string; readonly key: string };
export type TestAuthority = {
  readonly certificate: string;
  /** For a server of these names; `127.0.0.1` is one. */
  readonly issue: (...names: readonly string[]) => Promise<TestCertificate>;
  /** The same, over at that instant (UTC ms, to the second). */
  readonly issueUntil: (endsAt: number, ...names: readonly string[]) => Promise<TestCertificate>;
};

const OID = { commonName: "2.5.4.3", basicConstraints: "2.5.29.19", keyUsage: "2.5.29.15", alternativeNames: "2.5.29.17" } as const;
const HOUR_MS = 3_600_000;
const DNS = 2;
const IP = 7;

export async function createTestAuthority(name = "Guichet test authority"): Promise<TestAuthority> {
  const own = await newPair();
  let serial = 1;
  const certify = async (subject: string, key: webcrypto.CryptoKeyPair, extensions: readonly Extension[], endsAt = Date.now() + 24 * HOUR_MS): Promise<string> => {
    const made = new Certificate({ version: 2, serialNumber: new Integer({ value: serial }) });
    serial += 1;
    made.subject.typesAndValues.push(nameOf(subject));
    made.issuer.typesAndValues.push(nameOf(name));
    made.notBefore = new Time({ type: 0, value: new Date(Date.now() - HOUR_MS) });
    made.notAfter = new Time({ type: 0, value: new Date(endsAt) });
    made.extensions = [...extensions];
    await made.subjectPublicKeyInfo.importKey(key.publicKey);
    await made.sign(own.privateKey, "SHA-256");
    return pem("CERTIFICATE", made.toSchema(true).toBER(false));
  };
  const usage = (bits: number, unusedBits: number): Extension => extension(OID.keyUsage, true, new BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits }).toBER(false));
  const authority = (isOne: boolean): Extension => extension(OID.basicConstraints, true, new BasicConstraints({ cA: isOne }).toSchema().toBER(false));
  const issueUntil = async (endsAt: number | undefined, ...names: readonly string[]): Promise<TestCertificate> => {
    const key = await newPair();
    const all = new GeneralNames({ names: names.map((each) => (/^[\d.]+$/.test(each) ? new GeneralName({ type: IP, value: new OctetString({ valueHex: Uint8Array.from(each.split("."), Number).buffer }) }) : new GeneralName({ type: DNS, value: each }))) });
    return {
      certificate: await certify(names[0] ?? "", key, [authority(false), usage(0x80, 7), extension(OID.alternativeNames, false, all.toSchema().toBER(false))], endsAt),
      key: pem("PRIVATE KEY", await webcrypto.subtle.exportKey("pkcs8", key.privateKey)),
    };
  };
  return { certificate: await certify(name, own, [authority(true), usage(0x06, 1)]), issue: (...names) => issueUntil(undefined, ...names), issueUntil };
}

const newPair = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
const nameOf = (name: string): AttributeTypeAndValue => new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: name }) });
const extension = (extnID: string, critical: boolean, der: ArrayBuffer): Extension => new Extension({ extnID, critical, extnValue: der });
const pem = (what: string, der: ArrayBuffer): string => `-----BEGIN ${what}-----\n${Buffer.from(der).toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END ${what}-----\n`;
