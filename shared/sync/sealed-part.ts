import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import { isUuid } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { MAX_PUSH_BYTES } from "./change.ts";
import { isObject } from "./read-body.ts";

export const SEALED_VERSION = 1;
/** What the key of a part is bound to: `info` of RFC 9180. */
export const SEALED_INFO = "guichet-sealed-1";
/** Bytes of JSON that a part holds at most, so that its envelope, in base 64, is no larger than a push. */
export const MAX_SEALED_BYTES = 2 * 1024 * 1024;

const uuid = z.custom<string>(isUuid, "not a lower-case uuid");
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** One sealed push on its way to the centre, by whatever hands ([OB1]). A file is its parts, one a line. */
export const sealedPartSchema = z.object({
  guichet: z.literal("sealed"), v: z.literal(SEALED_VERSION),
  centre: uuid, epoch: uuid,
  /** Which key of the centre. */
  kid: z.string().min(1).max(80),
  /** All parts of one file have its id; `part` counts from 1. */
  set: uuid, part: z.int().min(1), of: z.int().min(1).max(100_000),
  /** Public part of the X25519 pair made for this part alone. */
  enc: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** AES-256-GCM, tag last, of the compressed content. */
  box: base64url.min(22).max(MAX_PUSH_BYTES),
});
export type SealedPart = z.infer<typeof sealedPartSchema>;
/** Everything of a part but what only its key can read. */
export type SealedHead = Omit<SealedPart, "box">;

/** Bound to the part by the cipher: none of it can be changed, and no part put in another's place. */
export const sealedHeadText = ({ centre, epoch, kid, set, part, of, enc }: SealedHead): string => [SEALED_INFO, centre, epoch, kid, set, part, of, enc].join("\n");

/** One line of a file. G8001 when it is none, G8006 when a newer Guichet wrote it. */
export function parseSealedPart(line: string): Result<SealedPart, CodedError> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return err({ code: "G8001" });
  }
  if (isObject(value) && value["guichet"] === "sealed" && typeof value["v"] === "number" && value["v"] > SEALED_VERSION) return err({ code: "G8006" });
  const parsed = sealedPartSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err({ code: "G8001" });
}

export type SealedLine = { readonly line: string; readonly part: SealedPart };

/** A whole file, looked at before anything of it is sent: all its parts, in order, of one set and for one centre. G8001 else, with the first part that is wrong. */
export function readSealedFile(text: string): Result<readonly SealedLine[], CodedError> {
  const lines: SealedLine[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const part = parseSealedPart(line);
    if (!part.ok) return part.error.code === "G8006" ? part : damaged(lines.length + 1);
    const first = lines[0]?.part ?? part.value;
    const { set, of, centre, epoch } = part.value;
    if (part.value.part !== lines.length + 1 || of !== first.of || set !== first.set || centre !== first.centre || epoch !== first.epoch) return damaged(lines.length + 1);
    lines.push({ line, part: part.value });
  }
  return lines.length > 0 && lines.length === lines[0]?.part.of ? ok(lines) : damaged(lines.length + 1);
}

const damaged = (part: number): Result<never, CodedError> => err({ code: "G8001", params: { part } });
