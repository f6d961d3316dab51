import { MAX_DOCUMENT_BYTES } from "../../../shared/documents/document.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

/** Contents that a window is handing over, piece by piece. In memory only: nothing is kept of one that was not finished. */
export type Incoming = {
  /** The whole once its last piece came. G7001 too large, G4001 out of order: the window begins again. */
  readonly take: (upload: string, piece: { readonly size: number; readonly offset: number; readonly bytes: Uint8Array }) => Result<{ readonly have: number; readonly whole: Uint8Array | undefined }, CodedError>;
  readonly close: () => void;
};

const MOST_AT_ONCE = 4;
const FORGOTTEN_MS = 120_000;

export function createIncoming(now: () => number, mostBytes = MAX_DOCUMENT_BYTES): Incoming {
  const open = new Map<string, { readonly bytes: Uint8Array; have: number; at: number }>();
  return {
    take: (upload, { size, offset, bytes }) => {
      if (size > mostBytes) return err({ code: "G7001", params: { limit: mostBytes } });
      for (const [id, { at }] of open) if (now() - at > FORGOTTEN_MS) open.delete(id);
      if (offset === 0) {
        if (!open.has(upload) && open.size >= MOST_AT_ONCE) return err({ code: "G4004" });
        open.set(upload, { bytes: new Uint8Array(size), have: 0, at: now() });
      }
      const one = open.get(upload);
      if (one === undefined || one.have !== offset || one.bytes.length !== size || offset + bytes.length > size || bytes.length === 0) {
        open.delete(upload);
        return err({ code: "G4001", params: { path: "offset" } });
      }
      one.bytes.set(bytes, offset);
      one.have += bytes.length;
      one.at = now();
      if (one.have < size) return ok({ have: one.have, whole: undefined });
      open.delete(upload);
      return ok({ have: size, whole: one.bytes });
    },
    close: () => open.clear(),
  };
}
