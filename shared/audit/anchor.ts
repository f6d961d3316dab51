import { fromBase64url } from "../evidence/base64url.ts";
import type { Powers } from "../evidence/powers.ts";
import { isSignedByKey } from "../evidence/read-receipt.ts";
import { isObject, parseJson } from "../kernel/json.ts";

/** Where one anchor stands among all: by the epoch in which it was made, then by the link that it holds. */
export type AnchorPlace = { readonly epoch: number; readonly n: number };
/** The end of the audit's chain at a moment, as it is kept out of the database's reach. `before`: the anchor before it, by the SHA-256 of its text; null in the first of a centre. */
export type Anchor = {
  readonly v: 1; readonly centre: string; readonly epoch: { readonly n: number; readonly id: string };
  readonly n: number; readonly hash: string; readonly at: number;
  readonly before: (AnchorPlace & { readonly hash: string }) | null;
};
export type CentreKey = { readonly kid: string; readonly x: string };

/** What is signed begins with what it is for, as no receipt and no statement does. */
export const anchorSigningText = (text: string): string => `guichet-audit-anchor:${text}`;
export const anchorText = ({ v, centre, epoch, n, hash, at, before }: Anchor): string =>
  JSON.stringify({ v, centre, epoch: { n: epoch.n, id: epoch.id }, n, hash, at, before: before === null ? null : { epoch: before.epoch, n: before.n, hash: before.hash } });

/** What is kept: the text as it was signed, so that nothing has to be spelled again to verify it. */
export const anchorFile = (text: string, kid: string, signature: string): string => `${JSON.stringify({ anchor: text, kid, signature })}\n`;

const padded = (value: number, length: number): string => String(value).padStart(length, "0");
/** Sorted by its letters as by its numbers. */
export const anchorName = ({ epoch, n }: AnchorPlace): string => `${padded(epoch, 6)}-${padded(n, 15)}.json`;
export const isAnchorName = (name: string): boolean => /^\d{6}-\d{15}\.json$/.test(name);

export const placeOfName = (name: string): AnchorPlace => ({ epoch: Number(name.slice(0, 6)), n: Number(name.slice(7, 22)) });

export type ReadAnchor = { readonly anchor: Anchor; readonly text: string; readonly kid: string; readonly signature: string };

/** Undefined when it is no anchor of the one spelling that Guichet writes. Its signature is not looked at. */
export function readAnchor(file: string): ReadAnchor | undefined {
  const kept = parseJson(file);
  if (!isObject(kept) || typeof kept["anchor"] !== "string" || typeof kept["kid"] !== "string" || typeof kept["signature"] !== "string") return undefined;
  const { anchor: text, kid, signature } = kept;
  const told = parseJson(text);
  if (!isAnchor(told) || anchorText(told) !== text || anchorFile(text, kid, signature) !== file) return undefined;
  return { anchor: told, text, kid, signature };
}

export const isSignedAnchor = ({ text, kid, signature }: ReadAnchor, keys: readonly CentreKey[], powers: Powers): boolean =>
  isSignedByKey(anchorSigningText(text), fromBase64url(signature), keys.find((key) => key.kid === kid)?.x, powers);

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isHash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
function isAnchor(value: unknown): value is Anchor {
  if (!isObject(value)) return false;
  const { v, centre, epoch, n, hash, at, before } = value;
  const isBefore = before === null || (isObject(before) && isCount(before["epoch"]) && isCount(before["n"]) && isHash(before["hash"]));
  return v === 1 && typeof centre === "string" && isObject(epoch) && isCount(epoch["n"]) && typeof epoch["id"] === "string" && isCount(n) && isHash(hash) && isCount(at) && isBefore;
}
