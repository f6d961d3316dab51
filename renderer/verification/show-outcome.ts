import { element, make } from "./elements.ts";
import type { Telling } from "./tell-outcome.ts";

/** In the live region, so that it is said; scrolled to, so that it is seen at 200 % too. Undefined: nothing is told any more. */
export function showOutcome(telling: Telling | undefined): void {
  const place = element("outcome", HTMLElement);
  if (telling === undefined) {
    place.replaceChildren();
    return;
  }
  const sheet = make("div", "", `telling ${telling.mark}`);
  const recap = make("dl", "");
  recap.append(...telling.asked.flatMap(([label, value]) => [make("dt", label), make("dd", value)]));
  sheet.append(make("h2", telling.title), ...telling.sentences.map((sentence) => make("p", sentence)), ...(telling.asked.length === 0 ? [] : [recap]));
  place.replaceChildren(sheet);
  sheet.scrollIntoView({ block: sheet.offsetHeight > innerHeight ? "start" : "nearest" });
}

/** A passing word: that it is being asked, or that what was told no longer stands for what is typed. */
export function showWord(text: string): void {
  element("outcome", HTMLElement).replaceChildren(make("p", text, "word"));
}
