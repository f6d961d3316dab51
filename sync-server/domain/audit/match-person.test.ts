import { expect, test } from "vitest";
import { fieldsNaming } from "./match-person.ts";

const fields = { siren: "002000008", legalName: "Anne-Marie D'Exemple", signatoryName: "M. Jean-Noël de l'Invention", email: "jn@exemple.fr", phone: "+33612345678" };

test.each([
  [{ name: "jean noel de l invention" }, ["signatoryName"]], [{ name: "Monsieur INVENTION Jean" }, ["signatoryName"]], [{ name: "D\u2019EXEMPLE Anne" }, ["legalName"]],
  [{ name: "Jean Exemple" }, []], [{ name: "Inven" }, []], [{ name: "Mme" }, []], [{ name: " - " }, []],
  [{ email: "JN@exemple.fr" }, ["email"]], [{ email: "n@exemple.fr" }, []],
  [{ phone: "06 12 34 56 78" }, ["phone"]], [{ phone: "0033612345678" }, ["phone"]], [{ phone: "12345678" }, []], [{ phone: "07 12 34 56 78" }, []],
  [{ siren: "002000008" }, ["siren"]], [{ siren: "002000016" }, []],
  [{ name: "nobody", siren: "002000008" }, ["siren"]],
] as const)("%j is named by %j", (who, met) => {
  expect(fieldsNaming(fields, who)).toEqual(met);
});

test("a file without names is nobody's", () => {
  expect(fieldsNaming({}, { name: "Jean", email: "a@b.fr", phone: "0612345678", siren: "002000008" })).toEqual([]);
});
