import { createHash } from "node:crypto";
import type { Kind } from "./fuzz-parser.ts";

/** `what` is the same for the same fault, whatever input meets it. */
export type Finding = { readonly kind: Kind; readonly what: string; readonly message: string; readonly input: Uint8Array };

export function findingOf(kind: Kind, error: unknown, input: Uint8Array): Finding {
  const [name, text] = error instanceof Error ? [error.name, error.message] : [typeof error, String(error)];
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  // The first frame of ours: two inputs that fall at one place are one finding.
  const frame = /\(?(?:file:\/\/)?\S*\/((?:main|shared|sync-server|renderer|build)\/[\w./-]+\.ts:\d+)/.exec(stack)?.[1] ?? "";
  return { kind, what: `${name} at ${frame}`, message: `${name}: ${text.slice(0, 300)} (${frame})`, input };
}

/** Name of the file that an input is kept in. */
export const inputName = (input: Uint8Array): string => `${createHash("sha256").update(input).digest("hex").slice(0, 12)}.bin`;
