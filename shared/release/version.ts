import type { Brand } from "../kernel/brand.ts";

/** Version of a release: `X.Y.Z`, or `X.Y.Z-word.word` before it is final. No build metadata, no leading `v`, no leading zeros. */
export type Version = Brand<string, "Version">;

const NUMBER = "(?:0|[1-9]\\d{0,8})";
const WORD = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${WORD}(?:\\.${WORD})*)?$`);
const LONGEST = 64;

/** The gate. */
export const isVersion = (text: unknown): text is Version => typeof text === "string" && text.length <= LONGEST && VERSION.test(text);
export const isPreRelease = (version: Version): boolean => version.includes("-");

/** Negative when `a` comes before `b`, positive after, 0 the same. Numbers before words, a version before its final form, as semver orders them. */
export function compareVersions(a: Version, b: Version): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  return compareParts(left.numbers, right.numbers) || compareEnds(left.words, right.words);
}

function partsOf(version: Version): { readonly numbers: readonly string[]; readonly words: readonly string[] } {
  const dash = version.indexOf("-");
  const [numbers, words] = dash === -1 ? [version, ""] : [version.slice(0, dash), version.slice(dash + 1)];
  return { numbers: numbers.split("."), words: words === "" ? [] : words.split(".") };
}

function compareEnds(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return compareParts(a, b);
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareWords(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareWords(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return Number(a) - Number(b);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
