import { expect, test } from "vitest";
import { words } from "../../../shared/i18n/texts.ts";
import type { WentBack } from "../../state/undo-slice.ts";
import { undoTelling } from "./undo-telling.ts";

const said = (step: Partial<WentBack>, language: "fr" | "en" = "fr"): string => undoTelling({ way: "undo", patch: {}, left: [], ...step }, words[language]).replaceAll(/[\u00a0\u202f]/g, " ");

test("a step back is said by its field and what it holds now", () => {
  expect(said({ patch: { amount: 5_000_000 } })).toBe("Montant demandé : 50 000 € rétabli");
  expect(said({ patch: { amount: null } })).toBe("Montant demandé : vide de nouveau");
  expect(said({ way: "redo", patch: { scheme: "SAISON" } })).toBe("Dispositif : PGE saison remis");
  expect(said({ patch: { amount: 5_000_000 } }, "en")).toBe("Amount requested: €50,000 restored");
});

test("several at once are counted and named, in the order of the form; what was left is said", () => {
  expect(said({ patch: { naf: "10.71C", legalName: null } })).toBe("2 champs rétablis : Raison sociale, Code NAF (APE)");
  expect(said({ patch: { city: "Brest" }, left: ["phone"] })).toBe("Commune : Brest rétabli. Laissé tel quel, modifié depuis par quelqu’un d’autre : Téléphone");
  expect(said({ left: ["phone", "email"] })).toBe("Laissé tel quel, modifié depuis par quelqu’un d’autre : Téléphone, Courriel");
});
