import { expect, test } from "vitest";
import { words } from "../../../shared/i18n/texts.ts";
import { updateTelling } from "./update-telling.ts";

const notes = { fr: "Corrections.", en: "Fixes." };
const of = (kind: "announced" | "ready", mandatory: boolean) => updateTelling({ kind, version: "1.5.0", mandatory, notes }, words.fr);

test("an update is told quietly, and only what must be seen to asks for attention", () => {
  expect([of("announced", false), of("ready", false), of("ready", true)].map(({ line, attend, canInstall }) => [line, attend, canInstall])).toEqual([
    ["Version 1.5.0 annoncée", false, false], ["Version 1.5.0 prête", false, true], ["Mise à jour obligatoire\u00a0: 1.5.0", true, true],
  ]);
});

test("where IT brings it, the person is told so, and whom to ask when it is mandatory", () => {
  expect(of("announced", false).sentences).toEqual(["La version 1.5.0 est disponible. Votre service informatique l’installera\u00a0: vous n’avez rien à faire."]);
  expect(of("announced", true).sentences[1]).toBe("La version 1.5.0 sera installée par votre service informatique. Prévenez-le si elle tarde.");
});

test("its notes are in the person's language; while it downloads it says how far it is", () => {
  expect([of("ready", false).notes, updateTelling({ kind: "ready", version: "1.5.0", mandatory: false, notes }, words.en).notes]).toEqual(["Corrections.", "Fixes."]);
  expect(updateTelling({ kind: "downloading", version: "1.5.0", mandatory: true, notes, percent: 40 }, words.en)).toMatchObject({ line: "Version 1.5.0: 40 %", canInstall: false });
  expect(updateTelling({ kind: "none" }, words.en)).toMatchObject({ line: "", attend: false });
});
