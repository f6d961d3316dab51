import type { ReleaseFault } from "../release/fault.ts";
import { release as english } from "./en/release.ts";
import { release as french } from "./fr/release.ts";
import type { Language } from "./format.ts";

export type ReleaseText = keyof typeof french;
export type ReleaseWords = {
  readonly language: Language;
  readonly say: (key: ReleaseText, holes?: { readonly [hole: string]: string | number }) => string;
  /** What is wrong, and what to do. */
  readonly reason: (fault: ReleaseFault) => string;
};

/** Sentences of `npm run release`, and why a release was refused. */
export function releaseWords(language: Language): ReleaseWords {
  const texts = language === "fr" ? french : english;
  const say: ReleaseWords["say"] = (key, holes = {}) => texts[key].replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
  return { language, say, reason: ({ reason, at }) => say(`reason.${reason}`, { at: at === "" ? "release.json" : at }) };
}
