import { expect, test } from "vitest";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { isNeverKept } from "./never-kept.ts";

test.each(["Cotation Banque de France", "cotation BDF", "COTATION", "Cote de crédit", "Cote d'activité", "Cote BdF", "Note Banque de France", "FIBEN", "Clé FIBEN", "BdF rating", "Rating of the Banque de France"])("%s is never kept", (title) => {
  expect(isNeverKept(title)).toBe(true);
});

test("what has a field of its own is", () => {
  for (const title of ["", "Côte-d'Or", "Note", "Observations", "Rating", "Cote", "Banque", "Crédit demandé", "Activité", ...FIELD_NAMES, ...Object.values(words).flatMap(({ t }) => FIELD_NAMES.map((field) => t(`field.${field}`)))]) expect([title, isNeverKept(title)]).toEqual([title, false]);
});
