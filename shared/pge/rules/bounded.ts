import { MAX_CENTS, cents, type Cents } from "../../kernel/cents.ts";

const MOST = BigInt(MAX_CENTS);

/** `amount × numerator ÷ denominator`, half-up, held at {@link MAX_CENTS}: absurd figures typed by mistake must not stop the assessment. */
export function boundedMulDiv(amount: Cents, numerator: number, denominator: number): Cents {
  const divisor = 2n * BigInt(denominator);
  const value = (2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator)) / divisor;
  return cents(Number(value > MOST ? MOST : value));
}

/** The sum, held at {@link MAX_CENTS}. Amounts are never negative. */
export function boundedSum(amounts: readonly Cents[]): Cents {
  return cents(amounts.reduce<number>((sum, amount) => Math.min(sum + amount, MAX_CENTS), 0));
}
