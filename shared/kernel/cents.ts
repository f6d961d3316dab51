import type { Brand } from "./brand.ts";
import { err, ok, type Result } from "./result.ts";

/** Money in integer euro cents. Always a safe integer: up to 90 billion euros, beyond which {@link parseCents} refuses. */
export type Cents = Brand<number, "Cents">;

/** Largest amount held: 9.0e15 cents would still be exact, this leaves room for sums of thousands of files. */
export const MAX_CENTS = 900_000_000_000_000;

export type Rounding = "half-up" | "down";

export const ZERO_CENTS = 0 as Cents;

/** Gate for integers already in cents (database rows, messages). */
export function parseCents(value: unknown): Result<Cents, { readonly type: "NotCents" }> {
  return typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value) <= MAX_CENTS
    ? ok(value as Cents)
    : err({ type: "NotCents" });
}

/** Cents from an integer that our own code computed. Throws when it is not a safe integer: that would be a bug. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer amount of cents: ${value}`);
  return value as Cents;
}

/** Euros, as in `cases.json`, to cents, half-up on the third decimal. Throws on values that are not finite. */
export function eurosToCents(euros: number): Cents {
  return cents(Math.round(Number((euros * 100).toFixed(4))));
}

export const centsToEuros = (amount: Cents): number => amount / 100;

/** `amount × numerator ÷ denominator`, exactly, whatever the size between. Half-up unless told otherwise. Integers; denominator > 0. */
export function mulDiv(amount: Cents, numerator: number, denominator: number, rounding: Rounding = "half-up"): Cents {
  const doubled = amount * numerator * 2 + (rounding === "half-up" ? denominator : 0);
  // Where nothing is past 2^53 in size, plain numbers are exact: so are products and remainders of safe integers.
  if (amount >= 0 && numerator >= 0 && Number.isSafeInteger(doubled)) return cents((doubled - (doubled % (denominator * 2))) / (denominator * 2));
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const shifted = rounding === "half-up" ? product * 2n + divisor : product * 2n;
  return cents(Number(floorDiv(shifted, divisor * 2n)));
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

export const addCents = (...amounts: readonly Cents[]): Cents => cents(amounts.reduce<number>((sum, a) => sum + a, 0));
export const subCents = (a: Cents, b: Cents): Cents => cents(a - b);
export const maxCents = (a: Cents, ...rest: readonly Cents[]): Cents => rest.reduce((m, x) => (x > m ? x : m), a);
export const minCents = (a: Cents, ...rest: readonly Cents[]): Cents => rest.reduce((m, x) => (x < m ? x : m), a);
