import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

const MIN_CHARACTERS = 12;
const MIN_WORDS = 4;
/** Below this, even twelve characters are one pattern typed over and over. */
const MIN_DISTINCT = 5;
/** Runs that a keyboard or an alphabet offers; a passphrase made of one of them is no secret. */
const RUNS = ["abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789", "98765432109876543210"];

/**
 * The text to derive from: NFC, so that accents typed on another keyboard give the same key. G1009 under twelve characters (or four words),
 * or when it is a repetition or a run of the keyboard; `params.reason` is "short", "repeated" or "run".
 */
export function parsePassphrase(input: string): Result<string, CodedError> {
  const text = normalisePassphrase(input);
  const characters = Array.from(text).length;
  const words = new Set(text.toLowerCase().split(/[\s\-_.,;]+/u).filter((word) => word.length > 1));
  if (characters < MIN_CHARACTERS && words.size < MIN_WORDS) return refuse("short");
  if (new Set(text.toLowerCase()).size < MIN_DISTINCT) return refuse("repeated");
  const plain = text.toLowerCase().replaceAll(/\s/gu, "");
  if (RUNS.some((run) => run.includes(plain) || (run + run).includes(plain))) return refuse("run");
  return ok(text);
}

/** Unicode's canonical form; nothing is trimmed, a space is a character like another. */
export const normalisePassphrase = (input: string): string => input.normalize("NFC");

const refuse = (reason: "short" | "repeated" | "run") => err({ code: "G1009", params: { reason } } as const);
