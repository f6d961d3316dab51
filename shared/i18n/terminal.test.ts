import { expect, test } from "vitest";
import { errorCodes, isErrorCode } from "../kernel/error-codes.ts";
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
