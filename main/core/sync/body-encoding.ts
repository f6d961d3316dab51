import { gzipSync, zstdCompressSync } from "node:zlib";
import type { Classified } from "./classify-failure.ts";

export type Encoding = "zstd" | "gzip" | "identity";
export type BodyEncoder = {
  readonly encode: (text: string) => { readonly body: Uint8Array<ArrayBuffer> | string; readonly headers: Readonly<Record<string, string>> };
  /** The encoding was refused: the next plainer one from here on. False when nothing is left to try, or that was not the reason. */
  readonly stepDown: (why: Classified) => boolean;
};

/** Below this, the frame costs more than it saves. */
const WORTH_BYTES = 1_400;

/** Best first; a proxy between bank and centre may know only the older ones. What was refused once is not tried again by this encoder. */
export function createEncoder(ladder: readonly Encoding[] = ["zstd", "gzip", "identity"]): BodyEncoder {
  let rung = 0;
  let lastWasEncoded = false;
  return {
    encode: (text) => {
      const encoding = ladder[rung] ?? "identity";
      lastWasEncoded = encoding !== "identity" && text.length >= WORTH_BYTES;
      const headers = { "content-type": "application/json" };
      if (!lastWasEncoded) return { body: text, headers };
      const bytes = encoding === "zstd" ? zstdCompressSync(text) : gzipSync(text, { level: 6 });
      return { body: new Uint8Array(bytes), headers: { ...headers, "content-encoding": encoding } };
    },
    stepDown: ({ status, code }) => {
      const refused = status === 415 || (status === 400 && (code === "G4003" || code === undefined));
      if (!refused || !lastWasEncoded || rung >= ladder.length - 1) return false;
      rung += 1;
      return true;
    },
  };
}
