import type { DocumentPlace } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import type { CoreDeps } from "../deps.ts";
import { classify, unreachable } from "../sync/classify-failure.ts";

export type Sent = { readonly kind: "sent" } | { readonly kind: "failed"; readonly failure: Failure };

/** Bytes of documents on the wire: to and from the store's own addresses, or the centre's routes with the person's token. */
export type ByteTransport = {
  readonly putPart: (name: { readonly file: string; readonly document: string; readonly part: string }, bytes: Uint8Array, place: DocumentPlace | undefined, token: string) => Promise<Sent>;
  /** Hands over each piece as it comes; `sent` once the range is complete. */
  readonly getRange: (name: { readonly file: string; readonly document: string }, range: { readonly from: number; readonly to: number }, place: DocumentPlace | undefined, token: string, take: (piece: Uint8Array) => Promise<void>) => Promise<Sent>;
};

/** A part of the largest size at a very slow line's speed; past it the line counts as cut. */
const TIMEOUT_MS = 90_000;

export function createByteTransport({ fetch, serverUrl }: Pick<CoreDeps, "fetch" | "serverUrl">, closing: AbortSignal): ByteTransport {
  const ask = (path: string, place: DocumentPlace | undefined, token: string, init: RequestInit): Promise<Response> => fetch(place?.url ?? `${serverUrl}${path}`, {
    ...init, redirect: "error", signal: AbortSignal.any([closing, ...(init.signal instanceof AbortSignal ? [init.signal] : []), AbortSignal.timeout(TIMEOUT_MS)]),
    // The token is the centre's: it never goes to another address.
    headers: { ...Object.fromEntries(new Headers(init.headers)), ...(place === undefined ? { authorization: `Bearer ${token}` } : place.headers) },
  });
  const failed = async (response: Response, place: DocumentPlace | undefined): Promise<Sent> => {
    if (place === undefined) return { kind: "failed", failure: (await classify(response)).failure };
    await response.body?.cancel();
    // The store's own words are not the centre's: an address that is over, or a store in trouble. A new address is asked for.
    return { kind: "failed", failure: unreachable("G7008", { status: response.status }) };
  };
  return {
    putPart: async ({ file, document, part }, bytes, place, token) => {
      try {
        const response = await ask(`/v1/documents/${file}/${document}/parts/${part}`, place, token, { method: "PUT", body: Uint8Array.from(bytes), headers: { "content-type": "application/octet-stream" } });
        if (!response.ok) return await failed(response, place);
        await response.body?.cancel();
        return { kind: "sent" };
      } catch {
        return { kind: "failed", failure: unreachable(place === undefined ? "G5004" : "G7008") };
      }
    },
    getRange: async ({ file, document }, { from, to }, place, token, take) => {
      let response: Response;
      try {
        response = await ask(`/v1/documents/${file}/${document}`, place, token, { method: "GET", headers: { range: `bytes=${from}-${to - 1}` } });
      } catch {
        return { kind: "failed", failure: unreachable(place === undefined ? "G5004" : "G7008") };
      }
      if (response.status !== 206 || response.body === null) return response.ok ? { kind: "failed", failure: unreachable("G5005") } : await failed(response, place);
      let left = to - from;
      const reader = response.body.getReader();
      while (left > 0) {
        const piece = await reader.read().catch(() => undefined);
        if (piece === undefined || piece.done || piece.value.length > left) {
          await reader.cancel().catch(() => undefined);
          return { kind: "failed", failure: unreachable(piece !== undefined && !piece.done ? "G5005" : "G5004") };
        }
        left -= piece.value.length;
        await take(piece.value); // the disk's failures are the caller's own
      }
      await reader.cancel().catch(() => undefined);
      return { kind: "sent" };
    },
  };
}
