import { err, ok, type Result } from "../kernel/result.ts";

/** Crockford's base 32: no I, L, O or U, so that a number can be read over the telephone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_BYTES = 5;
const BODY_LENGTH = 8;

export type RegistrationNumberError = { readonly type: "NotANumber" | "BadCheck" };

/**
 * A registration number: epoch of the centre, 40 random bits, check character, as `1-ABCD-EFGH-K`. Never a counter: knowing one tells
 * nothing of another. `random` is 5 bytes of a cryptographic source.
 */
export function registrationNumber(epoch: number, random: Uint8Array): string {
  if (!Number.isSafeInteger(epoch) || epoch < 1) throw new RangeError(`not an epoch: ${epoch}`);
  if (random.length < RANDOM_BYTES) throw new RangeError("40 random bits are needed");
  let bits = 0; // 40 of them: exact in a number
  for (let i = 0; i < RANDOM_BYTES; i += 1) bits = bits * 256 + (random[i] ?? 0);
  let body = "";
  for (let i = 0; i < BODY_LENGTH; i += 1) {
    body = ALPHABET.charAt(bits % 32) + body;
    bits = Math.floor(bits / 32);
  }
  return write(String(epoch), body, checkCharacter(`${epoch}${body}`));
}

/** Reads a number as people say and type it (any case, spaces, no dashes, O for 0, I and L for 1); answers its written form. */
export function parseRegistrationNumber(input: string): Result<string, RegistrationNumberError> {
  const symbols = input.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (!/^[1-9][0-9]{0,8}[0-9A-HJKMNP-TV-Z]{9}$/.test(symbols)) return err({ type: "NotANumber" });
  const cut = symbols.length - BODY_LENGTH - 1;
  const [epoch, body, check] = [symbols.slice(0, cut), symbols.slice(cut, -1), symbols.slice(-1)];
  return checkCharacter(epoch + body) === check ? ok(write(epoch, body, check)) : err({ type: "BadCheck" });
}

const write = (epoch: string, body: string, check: string): string => `${epoch}-${body.slice(0, 4)}-${body.slice(4)}-${check}`;

/**
 * Weighted sum in the field of 32 elements, each place with a weight of its own: every single wrong character and every exchange of two
 * characters is noticed.
 */
function checkCharacter(symbols: string): string {
  let sum = 0;
  for (let i = 0; i < symbols.length; i += 1) {
    // Horner from the left: the last symbol has weight alpha, the one before alpha squared, and so on.
    sum = timesAlpha(sum ^ ALPHABET.indexOf(symbols.charAt(i)));
  }
  return ALPHABET.charAt(sum);
}

/** Product by the generator of GF(32), modulo x^5 + x^2 + 1. */
const timesAlpha = (value: number): number => (value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1);
