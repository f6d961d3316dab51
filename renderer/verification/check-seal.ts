import { parseSealFragment, type SealFacts } from "../../shared/sync/attestation-seal.ts";

/** What the code of an attestation is worth. Only "genuine" says anything of a loan; whether it still stands is the centre's to say. */
export type SealCheck =
  | { readonly kind: "genuine"; readonly facts: SealFacts }
  /** Signed by no key of this centre, or changed since. */
  | { readonly kind: "forged" }
  /** Cut or mistyped: there is nothing to check. */
  | { readonly kind: "damaged" }
  | { readonly kind: "newer" }
  /** It may be genuine, and cannot be checked here: this browser has no Ed25519. */
  | { readonly kind: "unable" }
  | { readonly kind: "offline" };

const PATIENCE_MS = 20_000;
type Powers = { readonly send: typeof fetch; readonly subtle: SubtleCrypto | undefined };
type Key = { readonly kid: string; readonly x: string };

/** Checks the text after the `#` in this page, with the keys of the centre at `base`: the text itself is sent to nobody. */
export async function checkSeal(base: string, fragment: string, { send, subtle }: Powers = { send: fetch, subtle: globalThis.crypto.subtle }): Promise<SealCheck> {
  const read = parseSealFragment(fragment);
  if (!read.ok) return { kind: read.error };
  const { facts, signed, signature } = read.value;
  if (subtle === undefined) return { kind: "unable" };
  const keys = await askKeys(base, send);
  if (keys === undefined) return { kind: "offline" };
  const own = keys.find(({ kid }) => kid === facts.kid);
  if (own === undefined) return { kind: "forged" };
  try {
    const key = await subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x: own.x }, { name: "Ed25519" }, false, ["verify"]);
    const isGenuine = await subtle.verify({ name: "Ed25519" }, key, bytesOf(signature), new TextEncoder().encode(signed));
    return isGenuine ? { kind: "genuine", facts } : { kind: "forged" };
  } catch {
    return { kind: "unable" };
  }
}

async function askKeys(base: string, send: typeof fetch): Promise<readonly Key[] | undefined> {
  try {
    const response = await send(`${base}/v1/verification-keys`, { credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? readKeys(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

function readKeys(value: unknown): readonly Key[] | undefined {
  if (typeof value !== "object" || value === null || !("keys" in value) || !Array.isArray(value.keys)) return undefined;
  return value.keys.filter((key: unknown): key is Key => typeof key === "object" && key !== null && "kid" in key && "x" in key && typeof key.kid === "string" && typeof key.x === "string");
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
