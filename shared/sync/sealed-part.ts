import type { CodedError } from "../kernel/error-codes.ts";
import { isUuid } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { MAX_PUSH_BYTES } from "./limits.ts";
import { isObject } from "../kernel/json.ts";

export const SEALED_VERSION = 1;
/** What the key of a part is bound to: `info` of RFC 9180. */
export const SEALED_INFO = "guichet-sealed-1";
/** Bytes of JSON that a part holds at most, so that its envelope, in base 64, is no larger than a push. */
export const MAX_SEALED_BYTES = 2 * 1024 * 1024;
export const MAX_SEALED_PARTS = 100_000;
export const SEALED_ENC = /^[A-Za-z0-9_-]{43}$/;
export const SEALED_BOX = /^[A-Za-z0-9_-]+$/;

/** One sealed push on its way to the centre, by whatever hands ([OB1]). A file is its parts, one a line. Shapes: {@link sealedPartSchema}. */
export type SealedPart = {
  readonly guichet: "sealed";
  readonly v: typeof SEALED_VERSION;
  readonly centre: string;
  readonly epoch: string;
  /** Which key of the centre. */
  readonly kid: string;
  /** All parts of one file have its id; `part` counts from 1. */
  readonly set: string;
  readonly part: number;
  readonly of: number;
  /** Public part of the X25519 pair made for this part alone. */
  readonly enc: string;
  /** AES-256-GCM, tag last, of the compressed content. */
  readonly box: string;
};
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
  const part = readPart(value);
  return part === undefined ? err({ code: "G8001" }) : ok(part);
}

/** Written by hand because the window reads it, whose policy lets no code be made while it runs; a test holds it equal to the schema. */
function readPart(value: unknown): SealedPart | undefined {
  if (!isObject(value) || value["guichet"] !== "sealed" || value["v"] !== SEALED_VERSION) return undefined;
  const { centre, epoch, kid, set, part, of, enc, box } = value;
  if (!isUuid(centre) || !isUuid(epoch) || !isUuid(set) || typeof kid !== "string" || kid.length < 1 || kid.length > 80) return undefined;
  if (!isCount(part, Number.MAX_SAFE_INTEGER) || !isCount(of, MAX_SEALED_PARTS)) return undefined;
  if (typeof enc !== "string" || !SEALED_ENC.test(enc) || typeof box !== "string" || box.length < 22 || box.length > MAX_PUSH_BYTES || !SEALED_BOX.test(box)) return undefined;
  return { guichet: "sealed", v: SEALED_VERSION, centre, epoch, kid, set, part, of, enc, box };
}

const isCount = (value: unknown, most: number): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= most;

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
