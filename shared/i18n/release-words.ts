import type { ReleaseFault } from "../release/fault.ts";
import { release as english } from "./en/release.ts";
import { release as french } from "./fr/release.ts";
import { fill, type Filling } from "./fill.ts";
import type { Language } from "./format.ts";

export type ReleaseText = keyof typeof french;
export type ReleaseWords = {
  readonly language: Language;
  readonly say: (key: ReleaseText, holes?: Filling) => string;
  /** What is wrong, and what to do. */
  readonly reason: (fault: ReleaseFault) => string;
};

/** Sentences of `npm run release`, and why a release was refused. */
export function releaseWords(language: Language): ReleaseWords {
  const texts = language === "fr" ? french : english;
  const say: ReleaseWords["say"] = (key, holes) => fill(texts[key], holes);
  return { language, say, reason: ({ reason, at }) => say(`reason.${reason}`, { at: at === "" ? "release.json" : at }) };
}
