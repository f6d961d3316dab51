import type { PassphraseFault } from "../../../shared/bridge/door-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";

const MIN_CHARACTERS = 12;
const MIN_WORDS = 4;
/** Below this, even twelve characters are one pattern typed over and over. */
export const MIN_DISTINCT = 5;
/** Runs that a keyboard or an alphabet offers; a passphrase made of one of them is no secret. */
const RUNS = ["abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789", "98765432109876543210"];

/**
 * The text to derive from: NFC, so that accents typed on another keyboard give the same key. G1009 under twelve characters (or four words),
 * or when it is a repetition or a run of the keyboard: `params.reason`. What others chose, and names, are refused by acceptPassphrase.
 */
export function parsePassphrase(input: string): Result<string, CodedError> {
  const text = normalisePassphrase(input);
  const characters = Array.from(text).length;
  const words = new Set(text.toLowerCase().split(/[\s\-_.,;]+/u).filter((word) => word.length > 1));
  if (characters < MIN_CHARACTERS && words.size < MIN_WORDS) return refusePassphrase("short");
  if (new Set(text.toLowerCase()).size < MIN_DISTINCT) return refusePassphrase("repeated");
  return isRun(text.toLowerCase().replaceAll(/\s/gu, "")) ? refusePassphrase("run") : ok(text);
}

export const isRun = (plain: string): boolean => RUNS.some((run) => (run + run).includes(plain));

/** Unicode's canonical form; nothing is trimmed, a space is a character like another. */
export const normalisePassphrase = (input: string): string => input.normalize("NFC");

export const refusePassphrase = (reason: PassphraseFault) => err({ code: "G1009", params: { reason } } as const);
