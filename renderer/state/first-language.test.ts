import { expect, test } from "vitest";
import { firstLanguage } from "./first-language.ts";

test("before the core is asked, the window speaks the first language that browser and Guichet share, French failing all", () => {
  expect(firstLanguage(["en-GB", "fr-FR"])).toBe("en");
  expect(firstLanguage(["de-DE", "fr-CH", "en"])).toBe("fr");
  expect(firstLanguage(["de-DE", "it"])).toBe("fr");
  expect(firstLanguage([])).toBe("fr");
});
