import type { Settings } from "../../shared/bridge/app-views.ts";

/** The language of the window while the person's own choice is unknown, because the core cannot be asked: the first that both the browser and Guichet speak. */
export function firstLanguage(spoken: readonly string[]): Settings["language"] {
  for (const tag of spoken) {
    if (/^fr\b/i.test(tag)) return "fr";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "fr";
}
