import { expect, test } from "vitest";
import { words } from "../../../shared/i18n/texts.ts";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { errorCodes } from "../../../shared/kernel/error-table.ts";
import { createHelpIndex } from "./help-index.ts";
import { HELP_TOPICS, topicOfCode, topicTitle } from "./topics.ts";

const indexes = { fr: createHelpIndex(words.fr), en: createHelpIndex(words.en, words.fr) };
const first = (text: string, language: "fr" | "en" = "fr"): string | undefined => indexes[language].search(text)[0]?.id;

test("each error code is found by its code, whatever its case, with its words, and leads to a topic", () => {
  const codes = Object.keys(errorCodes).filter(isErrorCode);
  expect(codes.length).toBeGreaterThan(100);
  for (const language of ["fr", "en"] as const) for (const code of codes) {
    expect(first(code, language)).toBe(code);
    expect(first(code.toLowerCase(), language)).toBe(code);
    expect(indexes[language].search(code)[0]?.title).toContain(words[language].t(`${code}.happened`));
  }
  for (const code of codes) expect(HELP_TOPICS).toContain(topicOfCode(code));
});

test("a topic is the first answer to its own title, in both languages", () => {
  for (const language of ["fr", "en"] as const) for (const topic of HELP_TOPICS) expect(first(words[language].t(topicTitle(topic)), language), topic).toBe(topic);
});

test("accents, case, elided articles and a slip of the key do not matter", () => {
  expect([first("RESEAU"), first("réseau"), first("l’aide d’un champ"), first("l'aide d'un champ")]).toEqual(["offline", "offline", "fieldHelp", "fieldHelp"]);
  expect([first("echeancier"), first("doublns"), first("quarantaine")]).toEqual([first("échéancier"), "duplicates", "quarantine"]);
});

test("people find by the words that they have", () => {
  const asked = { "hors ligne": "offline", "mot de passe oublié": "passphrase", annuler: "undo", "clé usb": "carrying", excel: "import", "vérifier un numéro": "sealed", médiation: "cancelling", souris: "keys", "masse salariale 2019": "field-payroll2019" };
  for (const [text, id] of Object.entries(asked)) expect(indexes.fr.search(text).slice(0, 3).map((entry) => entry.id), text).toContain(id);
  const english = { offline: "offline", "forgotten password": "passphrase", undo: "undo", shortcuts: "keys", spreadsheet: "import", "turnover 2019": "field-turnover2019" };
  for (const [text, id] of Object.entries(english)) expect(indexes.en.search(text).slice(0, 3).map((entry) => entry.id), text).toContain(id);
});

test("a field is found by the text of the law that asks for it, and nonsense finds nothing", () => {
  expect(indexes.fr.search("44 sexies").map(({ id }) => id)).toEqual([]);
  expect(indexes.fr.search("arrêté 13 juillet 2020").slice(0, 3).map(({ id }) => id).some((id) => id === "field-seasonalNaf" || id === "field-bestThreeMonths")).toBe(true);
  expect([indexes.fr.search("zzzzqqq"), indexes.fr.search("  ")]).toEqual([[], []]);
});

test("in English the French words of the trade are found too, and told in English", () => {
  for (const asked of ["hors ligne", "mot de passe oublié", "clé usb", "médiation"]) {
    const [best] = indexes.en.search(asked);
    expect([asked, best?.title], asked).toEqual([asked, expect.any(String)]);
    expect(best?.id, asked).toBe(first(asked));
    expect(best?.title, asked).not.toBe(indexes.fr.search(asked)[0]?.title);
  }
  expect(createHelpIndex(words.en).search("mot de passe oublié")).not.toEqual(indexes.en.search("mot de passe oublié"));
});
