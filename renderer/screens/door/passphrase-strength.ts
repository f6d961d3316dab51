/** How hard a passphrase is to guess, as told to the person while she types. The core has the last word (G1009). */
export type Strength = { readonly kind: "short"; readonly left: number } | { readonly kind: "weak" | "fair" | "strong" };

export const MIN_LENGTH = 12;
const MIN_WORTH = 10;

/** Counts what is left once repetitions and keyboard runs are put aside; several words are worth more than odd signs. */
export function passphraseStrength(passphrase: string): Strength {
  const length = [...passphrase].length;
  if (length < MIN_LENGTH) return { kind: "short", left: MIN_LENGTH - length };
  const worth = usefulCharacters(passphrase.toLowerCase());
  const words = passphrase.split(/[\s\-_.,;]+/).filter((word) => word.length >= 3).length;
  if (worth < MIN_WORTH) return { kind: "weak" };
  return worth >= 18 || (words >= 4 && worth >= 14) ? { kind: "strong" } : { kind: "fair" };
}

const RUNS = "abcdefghijklmnopqrstuvwxyz 01234567890 azertyuiop qsdfghjklm wxcvbn qwertyuiop asdfghjkl zxcvbnm";

function usefulCharacters(text: string): number {
  let worth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const before = text.slice(Math.max(0, i - 2), i + 1);
    const repeated = i > 0 && text[i] === text[i - 1];
    const run = before.length === 3 && RUNS.includes(before);
    const seen = i >= 3 && text.slice(0, i - 1).includes(text.slice(i - 2, i + 1));
    if (!repeated && !run && !seen) worth += 1;
  }
  return worth;
}
