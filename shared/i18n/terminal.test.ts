import { expect, test } from "vitest";
import { isErrorCode, type ErrorParams } from "../kernel/error-codes.ts";
import { errorCodes } from "../kernel/error-table.ts";
import { terminalLanguage, terminalWords } from "./terminal.ts";

test("the language of a terminal: English where it says so, French elsewhere", () => {
  expect([{ LANG: "en_GB.UTF-8" }, { LC_ALL: "fr_FR", LANG: "en_GB" }, { LC_ALL: "", LANG: "en" }, { LANG: "C" }, {}].map(terminalLanguage)).toEqual(["en", "fr", "en", "fr", "fr"]);
});

test("every error is told in both languages, with its code and no hole left by an error without parameters of its own", () => {
  for (const language of ["fr", "en"] as const) {
    for (const code of Object.keys(errorCodes)) {
      if (isErrorCode(code)) expect(terminalWords(language).error({ code })).toMatch(new RegExp(`\\S.*\\(${code}\\)$`));
    }
  }
  expect(terminalWords("fr").error({ code: "G1007", params: { folder: "/data" } })).toMatch(/\(G1007 · \/data\)$/);
});

test("holes are filled, and what has no value stays visible", () => {
  expect(terminalWords("en").say("app.portBusy", { port: 80 })).toContain("Port 80 is taken");
  expect(terminalWords("en").say("app.portBusy")).toContain("{port}");
});

test("a passphrase that must wait says how long, in the terminal's language", () => {
  const said = (seconds: number, language: "fr" | "en") => terminalWords(language).error({ code: "G1012", params: { seconds } }).replaceAll(/\s/gu, " ");
  expect([said(5, "fr"), said(80, "en"), said(900, "en")]).toEqual([expect.stringContaining("Attente avant le prochain essai : 5 s."), expect.stringContaining("Wait before the next try: 1 min 20 s."), expect.stringContaining(": 15 min.")]);
  expect(terminalWords("fr").error({ code: "G1001" })).not.toContain("Attente");
});

test("a damaged database is told with what is missing and where its copy is", () => {
  const damaged = { reason: "behind-witness", missingChanges: "12–15", savedAt: Date.UTC(2026, 0, 2, 12), foundAt: Date.UTC(2026, 0, 2, 11), aside: "/data/aside/1" };
  const said = (params: ErrorParams, language: "fr" | "en" = "fr") => terminalWords(language).error({ code: "G1003", params });
  expect(said(damaged)).toMatch(/modifications de ce poste n° 12–15\..*Dernière saisie enregistrée : 02\/01\/2026.*Copie à part : \/data\/aside\/1\..*récupérer ce qui reste\..*\(G1003\)$/);
  expect(said(damaged, "en")).toMatch(/lacks changes no\. 12–15 .*Copied aside to \/data\/aside\/1\./);
  expect(said({ ...damaged, missingChanges: "" })).toContain("Aucune modification numérotée ne manque");
  expect(said({ ...damaged, reason: "pages-damaged" })).toContain("ce qui manque se saura");
  expect(said({ ...damaged, aside: "" })).toMatch(/n’a pas pu être copiée à part/);
  expect(said({ ...damaged, aside: "" })).not.toContain("a été copié à part");
  expect(said({ reason: "unreadable", aside: "/data/aside/1" })).not.toContain("récupérer ce qui reste");
});
