import { createHash, webcrypto } from "node:crypto";
import { fromBER, Integer, ObjectIdentifier, OctetString, Sequence, type BaseBlock } from "asn1js";
import { Attribute, Certificate, ContentInfo, EncapsulatedContentInfo, IssuerAndSerialNumber, SignedAndUnsignedAttributes, SignedData, SignerInfo } from "pkijs";
import type { SealAlgorithm, SealIdentity } from "./seal-identity.ts";

const OID = { data: "1.2.840.113549.1.7.1", signedData: "1.2.840.113549.1.7.2", contentType: "1.2.840.113549.1.9.3", messageDigest: "1.2.840.113549.1.9.4", signingCertificateV2: "1.2.840.113549.1.9.16.2.47" } as const;
const HASH = "SHA-256";
const IMPORTED = { "RSA": { name: "RSASSA-PKCS1-v1_5", hash: HASH }, "P-256": { name: "ECDSA", namedCurve: "P-256" } } as const satisfies { readonly [A in SealAlgorithm]: object };

/**
 * A detached CMS over `content`, as PAdES-B-B wants it (ETSI EN 319 142-1): content type, digest, and the certificate that signed, by its own digest, all signed;
 * no signing time, which the document's own dictionary tells. DER.
 */
export async function signCms(content: Uint8Array, { certificates, key, algorithm }: SealIdentity): Promise<Uint8Array> {
  const chain = certificates.map((der) => Certificate.fromBER(bufferOf(der)));
  const [own] = chain;
  if (own === undefined) throw new Error("a seal without its certificate");
  const privateKey = await webcrypto.subtle.importKey("pkcs8", bufferOf(key), IMPORTED[algorithm], false, ["sign"]);
  const attributes = [
    attribute(OID.contentType, new ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, new OctetString({ valueHex: sha256(content) })),
    attribute(OID.signingCertificateV2, signingCertificate(certificates[0])),
  ];
  const signed = new SignedData({
    version: 1, encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }), certificates: chain,
    signerInfos: [new SignerInfo({
      version: 1, sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
      signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: attributes.toSorted(byDer) }),
    })],
  });
  await signed.sign(privateKey, 0, HASH, bufferOf(content));
  return new Uint8Array(new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }).toSchema().toBER(false));
}

const attribute = (type: string, value: BaseBlock): Attribute => new Attribute({ type, values: [value] });

/** SigningCertificateV2 (RFC 5035): its digest is SHA-256, which is the default and so not named, and who issued it. */
function signingCertificate(certificate: Uint8Array): Sequence {
  const { issuer, serialNumber } = Certificate.fromBER(bufferOf(certificate));
  // GeneralNames with one directoryName ([4] EXPLICIT), and the serial number.
  const directoryName = new Sequence({ value: [tagged(4, issuer.toSchema())] });
  const issuerSerial = new Sequence({ value: [directoryName, new Integer({ valueHex: serialNumber.valueBlock.valueHexView.slice().buffer })] });
  const entry = new Sequence({ value: [new OctetString({ valueHex: sha256(certificate) }), issuerSerial] });
  return new Sequence({ value: [new Sequence({ value: [entry] })] });
}

/** [n] EXPLICIT around a value. */
function tagged(n: number, value: BaseBlock): BaseBlock {
  const inner = new Uint8Array(value.toBER(false));
  const wrapped = new Uint8Array(new Sequence({ value: [value] }).toBER(false));
  wrapped[0] = 0xa0 | n;
  const read = fromBER(wrapped.buffer);
  if (read.offset === -1 || inner.length === 0) throw new Error("a name that cannot be written");
  return read.result;
}

/** A SET is written in the order of its encodings (DER), and is signed so. */
function byDer(a: Attribute, b: Attribute): number {
  return Buffer.compare(Buffer.from(a.toSchema().toBER(false)), Buffer.from(b.toSchema().toBER(false)));
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const sha256 = (bytes: Uint8Array): ArrayBuffer => bufferOf(createHash("sha256").update(bytes).digest());
