import { formats, type Language } from "../../../shared/i18n/format.ts";
import type { DayView } from "../day-view.ts";
import { byId, setText } from "./elements.ts";
import { showFigures } from "./show-figures.ts";
import { showLine } from "./show-line.ts";
import { showRegions } from "./show-regions.ts";
import { dayWords, isDayText } from "./words.ts";

const query = new URLSearchParams(location.search);
let language: Language = query.get("lang") === "en" || (query.get("lang") === null && !navigator.language.startsWith("fr")) ? "en" : "fr";
let isDark = query.get("theme") === null ? matchMedia("(prefers-color-scheme: dark)").matches : query.get("theme") === "dark";
let last: DayView | undefined;

function show(view: DayView): void {
  last = view;
  const words = dayWords(language);
  const format = formats[language];
  showFigures(view, words, format);
  showRegions(view, words, format);
  showLine(view, words, format);
}

/** What does not change with the day. */
function speak(): void {
  const words = dayWords(language);
  document.documentElement.lang = language;
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  document.title = `${words.say("title")} · Guichet`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) if (isDayText(element.dataset["text"])) setText(element, words.say(element.dataset["text"]));
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]")) if (isDayText(element.dataset["label"])) element.setAttribute("aria-label", words.say(element.dataset["label"]));
  setText(byId("language"), words.say("otherLanguage"));
  byId("language").lang = language === "fr" ? "en" : "fr";
  setText(byId("theme"), words.say(isDark ? "light" : "dark"));
  if (last !== undefined) show(last);
}

byId("language").addEventListener("click", () => {
  language = language === "fr" ? "en" : "fr";
  speak();
});
byId("theme").addEventListener("click", () => {
  isDark = !isDark;
  speak();
});
speak();

const events = new EventSource("./events");
events.addEventListener("message", ({ data }: MessageEvent<string>) => {
  setText(byId("gone"), "");
  show(JSON.parse(data) as DayView);
});
// Once the command has ended nothing answers any more; what was shown last stays.
events.addEventListener("error", () => setText(byId("gone"), last?.phase === "exact" || last?.phase === "inexact" ? "" : dayWords(language).say("gone")));
