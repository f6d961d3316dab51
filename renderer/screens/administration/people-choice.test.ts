import { expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { somePeople } from "../../testing/fake-people.ts";
import { everybody, findPeople, type Choice } from "./people-choice.tsx";

test("[RE10] people are found by words of their name, branch and region, whatever the accents, and by what stands of them", () => {
  const names = (choice: Partial<Choice>): readonly string[] => findPeople(unwrap(somePeople, "people"), { ...everybody, ...choice }).map(({ name }) => name);
  expect(names({})).toEqual(["Alix Témoin", "Camille Épreuve", "Gwenola Maquette", "Hélène Fictive", "Yann Modèle"]);
  expect([names({ search: "epreuve" }), names({ search: "EST maquette" }), names({ search: "nobody" })]).toEqual([["Camille Épreuve"], ["Gwenola Maquette"], []]);
  expect([names({ role: "administrator" }), names({ show: "toDo" }), names({ show: "gone", search: "ponant" }), names({ show: "decided" }), names({ show: "all" }).length]).toEqual([["Alix Témoin", "Hélène Fictive"], ["Gwenola Maquette"], ["Noé Fictif"], ["Camille Épreuve", "Noé Fictif"], 6]);
});
