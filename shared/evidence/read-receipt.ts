import { fromBase64url } from "./base64url.ts";
import type { Powers } from "./powers.ts";
import { isObject, parseJson } from "../kernel/json.ts";

/** What a receipt says ([SY34]): read, and true only once its signature was checked. */
export type ReceiptClaims = {
  readonly centre: string; readonly epoch: string; readonly bank: string; readonly file: string; readonly version: number; readonly changeHash: string;
  readonly number: string; readonly siren: string; readonly amount: number; readonly scheme: string; readonly grantOn: string; readonly at: number;
};
export type ReadReceipt = { readonly kid: string; readonly signed: string; readonly signature: Uint8Array; readonly claims: ReceiptClaims };

/** Undefined when it is no receipt of the form that Guichet signs. */
export function readReceipt(receipt: string, { decode }: Powers): ReadReceipt | undefined {
  const [header = "", body = "", signature = "", ...rest] = receipt.split(".");
  const [head, claims, bytes] = [jsonOf(header, decode), jsonOf(body, decode), fromBase64url(signature)];
  if (rest.length > 0 || bytes?.length !== 64 || !isObject(head) || !isObject(claims) || head["alg"] !== "EdDSA" || typeof head["kid"] !== "string") return undefined;
  const texts = ["centre", "epoch", "bank", "file", "changeHash", "number", "siren", "scheme", "grantOn"].every((name) => typeof claims[name] === "string");
  const counts = ["version", "amount", "at"].every((name) => Number.isSafeInteger(claims[name]));
  // The gate: every claim was looked at above.
  return texts && counts ? { kid: head["kid"], signed: `${header}.${body}`, signature: bytes, claims: claims as unknown as ReceiptClaims } : undefined;
}

function jsonOf(part: string, decode: Powers["decode"]): unknown {
  const bytes = fromBase64url(part);
  const text = bytes === undefined ? undefined : decode(bytes);
  return text === undefined ? undefined : parseJson(text);
}

export function isSignedByKey(text: string, signature: Uint8Array | undefined, key: string | undefined, { verify, encode }: Powers): boolean {
  const raw = key === undefined ? undefined : fromBase64url(key);
  return raw?.length === 32 && signature?.length === 64 && verify(raw, encode(text), signature);
}

/** SHA-256 of the raw key, in groups of four: what a person compares with what she was given elsewhere. Undefined when it is no key. */
export function fingerprintOf(x: string, { sha256 }: Pick<Powers, "sha256">): string | undefined {
  const raw = fromBase64url(x);
  return raw?.length === 32 ? (sha256(raw).match(/.{4}/g) ?? []).join(" ") : undefined;
}

/** However it was typed: spaces, colons, capitals. */
export const plainFingerprint = (typed: string): string => typed.toLowerCase().replaceAll(/[^0-9a-f]/g, "");
