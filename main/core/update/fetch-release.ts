import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { releaseFault, type ReleaseFault } from "../../../shared/release/fault.ts";
import { manifestPath, signaturePath } from "../../../shared/release/layout.ts";
import { MAX_MANIFEST_BYTES, MAX_SIGNATURE_BYTES, type Channel } from "../../../shared/release/manifest.ts";
import type { SignedBytes } from "../../../shared/release/open-release.ts";

const LONGEST_MS = 60_000;

/** The two small files of a channel, unread and never more than their limits. Redirects are refused, not followed. */
export async function fetchRelease(fetch: typeof globalThis.fetch, base: string, channel: Channel, stop: AbortSignal): Promise<Result<SignedBytes, ReleaseFault>> {
  const signature = await fetchSmall(fetch, base, signaturePath(channel), MAX_SIGNATURE_BYTES, stop);
  if (!signature.ok) return signature;
  const manifest = await fetchSmall(fetch, base, manifestPath(channel), MAX_MANIFEST_BYTES, stop);
  return manifest.ok ? ok({ manifest: manifest.value, signature: signature.value }) : manifest;
}

async function fetchSmall(fetch: typeof globalThis.fetch, base: string, path: string, limit: number, stop: AbortSignal): Promise<Result<Uint8Array, ReleaseFault>> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]);
    const answer = await fetch(`${base}/${path}`, { redirect: "error", signal, headers: { "cache-control": "no-cache", "accept-encoding": "identity" } });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      return err(releaseFault(answer.status >= 300 && answer.status < 400 ? "redirected" : "unreachable", path));
    }
    const bytes = await readUpTo(answer, limit);
    return bytes === undefined ? err(releaseFault("too-large", path)) : ok(bytes);
  } catch (error) {
    return err(releaseFault(isRedirect(error) ? "redirected" : "unreachable", path));
  }
}

/** How Node's fetch and Electron's each say that `redirect: "error"` met one. */
export const isRedirect = (error: unknown): boolean => error instanceof Error && (/redirect/i.test(error.message) || (error.cause !== undefined && isRedirect(error.cause)));

async function readUpTo(answer: Response, limit: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    // Leaving the loop cancels what is still to come.
    if (size > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
