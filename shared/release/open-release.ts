import type { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import { releaseFault, type ReleaseFault, type ReleaseReason } from "./fault.ts";
import { canonicalText, inconsistencyOf, instantMs, manifestSchema, MAX_MANIFEST_BYTES, MAX_SIGNATURE_BYTES, type Manifest } from "./manifest.ts";
import { parseSignature } from "./signature.ts";
import type { TrustedKey } from "./trusted-keys.ts";

/** What needs a platform: an Ed25519 check (raw key in base64url, signature in base64) and strict UTF-8 (undefined when it is not). */
export type ReleasePowers = {
  readonly verifyEd25519: (publicKey: string, bytes: Uint8Array, signature: string) => boolean;
  readonly decodeUtf8: (bytes: Uint8Array) => string | undefined;
};
export type SignedBytes = { readonly manifest: Uint8Array; readonly signature: Uint8Array };
export type SignedRelease = { readonly manifest: Manifest; readonly key: TrustedKey };
export type Trust = { readonly keys: readonly TrustedKey[]; readonly build: "release" | "development" };

/** How far ahead of this computer's clock a manifest may have been issued. */
const AHEAD_MS = 86_400_000;

/** From bytes to a manifest that may be believed: signature first, then text, shape, consistency, dates. Nothing of an unsigned manifest is parsed. */
export function openRelease(bytes: SignedBytes, trust: Trust, powers: ReleasePowers, nowMs: number): Result<SignedRelease, ReleaseFault> {
  const key = checkSignature(bytes, trust, powers);
  if (!key.ok) return key;
  const manifest = readManifest(bytes.manifest, powers);
  if (!manifest.ok) return manifest;
  const late = checkDates(manifest.value, nowMs);
  return late === undefined ? ok({ manifest: manifest.value, key: key.value }) : err(late);
}

/** The trusted key that signed these exact bytes. */
export function checkSignature({ manifest, signature }: SignedBytes, trust: Trust, powers: ReleasePowers): Result<TrustedKey, ReleaseFault> {
  if (manifest.length > MAX_MANIFEST_BYTES) return err(releaseFault("too-large", "release.json"));
  if (signature.length > MAX_SIGNATURE_BYTES) return err(releaseFault("too-large", "release.json.sig"));
  const text = powers.decodeUtf8(signature);
  const signed = text === undefined ? err(releaseFault("signature-unreadable")) : parseSignature(text);
  if (!signed.ok) return signed;
  if (trust.keys.length === 0) return err(releaseFault("no-trusted-key"));
  const key = trust.keys.find(({ id }) => id === signed.value.key);
  if (key === undefined) return err(releaseFault("unknown-key", signed.value.key));
  if (key.revoked) return err(releaseFault("revoked-key", key.id));
  if (key.authority === "test" && trust.build === "release") return err(releaseFault("test-authority", key.id));
  return powers.verifyEd25519(key.publicKey, manifest, signed.value.signature) ? ok(key) : err(releaseFault("bad-signature", key.id));
}

/** The manifest in bytes whose origin is known (or does not matter yet: a publisher reading its own). */
export function readManifest(bytes: Uint8Array, powers: Pick<ReleasePowers, "decodeUtf8">): Result<Manifest, ReleaseFault> {
  if (bytes.length > MAX_MANIFEST_BYTES) return err(releaseFault("too-large", "release.json"));
  const text = powers.decodeUtf8(bytes);
  if (text === undefined) return err(releaseFault("not-text"));
  const json = parseJson(text);
  if (!json.ok) return json;
  if (nests(json.value, MOST_LEVELS) || canonicalText(json.value) !== text) return err(releaseFault("not-canonical"));
  const shaped = manifestSchema.safeParse(json.value);
  if (!shaped.success) return err(shapeFault(shaped.error));
  const odd = inconsistencyOf(shaped.data);
  return odd === undefined ? ok(shaped.data) : err(odd);
}

/** A manifest has three levels. Written again with its indents, what nests by thousands is thousands of times as long, or ends the program. */
const MOST_LEVELS = 32;
const nests = (value: unknown, left: number): boolean => typeof value === "object" && value !== null && (left === 0 || Object.values(value).some((inner) => nests(inner, left - 1)));

export function checkDates(manifest: Pick<Manifest, "issuedAt" | "expiresAt">, nowMs: number): ReleaseFault | undefined {
  if (nowMs >= instantMs(manifest.expiresAt)) return releaseFault("expired", manifest.expiresAt);
  return instantMs(manifest.issuedAt) > nowMs + AHEAD_MS ? releaseFault("not-yet", manifest.issuedAt) : undefined;
}

function parseJson(text: string): Result<unknown, ReleaseFault> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(releaseFault("not-text"));
  }
}

/** The first place of a manifest that is not of its shape, with the reason that says most. */
export function shapeFault({ issues: [first] }: z.ZodError): ReleaseFault {
  const path = first?.path.map(String) ?? [];
  const last = path.at(-1) ?? "";
  const reasons: { readonly [field: string]: ReleaseReason } = { name: "bad-name", staging: "bad-staging", version: "bad-version", previousVersion: "bad-version", minimumVersion: "bad-version", issuedAt: "bad-dates", expiresAt: "bad-dates" };
  return releaseFault(reasons[last] ?? "bad-shape", path.join("."));
}
