import { createHash, createHmac } from "node:crypto";

/** What a signature is over, besides its date and scope. Header names are in lower case. */
export type SignedParts = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly header: (name: string) => string | undefined;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
};

/** The part of a credential that says for which day, place and service a key was derived. */
export type Scope = { readonly date: string; readonly region: string; readonly service: string };

export const sha256Hex = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text).digest();
export const hmacHex = (key: Uint8Array, text: string): string => hmac(key, text).toString("hex");

/** Percent-encodes all but the unreserved characters, as the signature's specification has it (stricter than encodeURIComponent). */
export const uriEncode = (text: string): string => encodeURIComponent(text).replaceAll(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

export function canonicalRequest({ method, path, query, header, signedHeaders, payloadHash }: SignedParts): string {
  const pairs = query.map(([name, value]) => [uriEncode(name), uriEncode(value)] as const).toSorted(([nameA, valueA], [nameB, valueB]) => byText(nameA, nameB) || byText(valueA, valueB));
  return [
    method,
    path.split("/").map(uriEncode).join("/"),
    pairs.map(([name, value]) => `${name}=${value}`).join("&"),
    ...signedHeaders.map((name) => `${name}:${(header(name) ?? "").trim().replaceAll(/ +/g, " ")}`),
    "",
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

export const scopeText = ({ date, region, service }: Scope): string => `${date}/${region}/${service}/aws4_request`;

export const signingKey = (secret: string, { date, region, service }: Scope): Buffer => hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), "aws4_request");

/** The text that is signed for a request; `signedAt` is the compact ISO form, `20260101T000000Z`. */
export const stringToSign = (signedAt: string, scope: Scope, canonical: string): string => ["AWS4-HMAC-SHA256", signedAt, scopeText(scope), sha256Hex(canonical)].join("\n");
