import type { z } from "zod";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

const MOST_LETTERS = 16_000;
const ARMOUR = /^guichet-recovery-(?<kind>request|answer)-(?<version>\d{1,4})\.(?<body>[\w-]{1,8000})$/u;

/** One line that survives a mail, a form and a telephone's keyboard: what it is, its version, and JSON in base 64. */
export const toArmour = (what: "request" | "answer", value: unknown): string => `guichet-recovery-${what}-1.${Buffer.from(JSON.stringify(value)).toString("base64url")}`;

/** Spaces and line breaks that a mail put in are nothing. G9584 not one, G1002 of a later version. */
export function readArmour<T>(what: "request" | "answer", text: string, shape: z.ZodType<T>): Result<T, CodedError> {
  if (text.length > MOST_LETTERS) return err({ code: "G9584", params: { what } });
  const { kind, version, body } = ARMOUR.exec(text.replaceAll(/\s/gu, ""))?.groups ?? {};
  if (kind !== what || version === undefined || body === undefined) return err({ code: "G9584", params: { what } });
  if (Number(version) > 1) return err({ code: "G1002", params: { what: "recovery", version: Number(version) } });
  const read = Number(version) === 1 ? shape.safeParse(parse(body)) : undefined;
  return read?.success === true ? ok(read.data) : err({ code: "G9584", params: { what } });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
