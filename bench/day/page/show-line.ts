import type { Format } from "../../../shared/i18n/format.ts";
import type { DayView } from "../day-view.ts";
import { clockText, LAST, OPENS } from "../hours.ts";
import { byId, fillList, make, part, setText } from "./elements.ts";
import type { DayWords } from "./words.ts";

const shareOf = (minute: number): number => (minute - OPENS) / (LAST - OPENS);
let said = "";

/** Answers of each ten minutes, the place of the clock, and what happens when. */
export function showLine(view: DayView, words: DayWords, format: Format): void {
  const french = format.language === "fr";
  const most = Math.max(1, ...view.traffic.map(({ answered }) => answered));
  const place = byId("traffic");
  place.style.setProperty("--now", String(Math.min(1, shareOf(view.minute))));
  place.setAttribute("aria-label", french
    ? `Réponses par dix minutes, ${format.count(most)} au plus ; ${format.count(view.answered)} jusqu’ici.`
    : `Answers of each ten minutes, ${format.count(most)} at most; ${format.count(view.answered)} so far.`);
  const bars = fillList(place, view.traffic.length, () => make("span", "bar"));
  for (const [i, { answered }] of view.traffic.entries()) bars[i]?.style.setProperty("--height", String(answered / most));
  const events = fillList(byId("events"), view.timeline.length, () => {
    const event = make("li", "event");
    event.append(make("span", "at"), make("span", "what"), make("span", "unseen"));
    return event;
  });
  for (const [i, { at, happening, state }] of view.timeline.entries()) {
    const event = events[i];
    if (event === undefined) continue;
    event.dataset["state"] = state;
    event.style.setProperty("--at", String(shareOf(at)));
    setText(part(event, "at"), french ? clockText(at).replace(":", " h ") : clockText(at));
    setText(part(event, "what"), words.happening(happening));
    setText(part(event, "unseen"), state === "to-come" ? (french ? ", à venir" : ", to come") : state === "under-way" ? (french ? ", en cours" : ", under way") : (french ? ", passé" : ", done"));
  }
  const now = view.timeline.findLast(({ state }) => state !== "to-come");
  const sentence = now === undefined ? "" : `${clockText(now.at)} ${words.happening(now.happening)}`;
  if (sentence === said) return;
  said = sentence;
  setText(byId("said"), sentence);
}
