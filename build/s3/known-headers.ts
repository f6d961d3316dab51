import { S3Refusal } from "./protocol/refusal.ts";

/** Headers of S3's that this server does what they say, or may rightly leave aside. Those of metadata and of the signature come in any number. */
const known = [
  /^x-amz-(?:meta-.+|checksum-.+|sdk-checksum-algorithm|content-sha256|date|trailer|decoded-content-length|user-agent|expected-bucket-owner|mp-object-size)$/,
  /^x-amz-(?:algorithm|credential|expires|signedheaders|signature|security-token)$/,
  /^x-amz-(?:server-side-encryption|server-side-encryption-.+|object-lock-.+|bucket-object-lock-enabled|bypass-governance-retention|copy-source)$/,
];

/** What is asked for in a header and not done would be a lie. @throws {S3Refusal} NotImplemented */
export function refuseUnknown(names: readonly string[]): void {
  const unknown = names.find((name) => name.startsWith("x-amz-") && !known.some((pattern) => pattern.test(name)));
  if (unknown !== undefined) throw new S3Refusal("NotImplemented", undefined, { Header: unknown });
}
