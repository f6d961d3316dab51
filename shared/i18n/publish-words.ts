import { publish as english } from "./en/publish.ts";
import { publish as french } from "./fr/publish.ts";
import { fill, type Filling } from "./fill.ts";
import type { Language } from "./format.ts";

export type PublishText = keyof typeof french;
type Stop = PublishText extends infer K ? (K extends `stop.${infer R}` ? R : never) : never;
export type PublishWords = {
  readonly say: (key: PublishText, holes?: Filling) => string;
  /** Why publishing stopped, and what to do. */
  readonly stop: (reason: Stop, at: string) => string;
};

/** Sentences of `npm run release -- publish`, `promote`, `halt`, `roll-forward` and `sbom`. */
export function publishWords(language: Language): PublishWords {
  const texts = language === "fr" ? french : english;
  const say: PublishWords["say"] = (key, holes) => fill(texts[key], holes);
  return { say, stop: (reason, at) => say(`stop.${reason}`, { at }) };
}
