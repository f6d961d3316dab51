import { expect, test } from "vitest";
import type { Me } from "../../../shared/sync/protocol.ts";
import { findPeople, peopleOf } from "./find-person.ts";

const people = [{ user: "01900000-0000-7000-8000-00000000000a", name: "Maëlle Exemple" }, { user: "01900000-0000-7000-8000-00000000000b", name: "Maël Exemple" }, { user: "01900000-0000-7000-8000-00000000000c", name: "Jean-Yves Modèle" }];
const me = { user: people[0]?.user, name: "Maëlle Exemple", colleagues: people } as unknown as Me;
const names = (named: string): readonly string[] => findPeople(me, named).map(({ name }) => name);

test("a person is found by id, by name whatever its accents and case, or by its beginning", () => {
  expect(names("01900000-0000-7000-8000-00000000000C")).toEqual(["Jean-Yves Modèle"]);
  expect([names("maelle exemple"), names("  JEAN YVES  "), names("jean-yves modele")]).toEqual([["Maëlle Exemple"], ["Jean-Yves Modèle"], ["Jean-Yves Modèle"]]);
});

test("a whole name is that person, however many begin so; a beginning of several names is several people", () => {
  expect([names("maël exemple"), names("mael")]).toEqual([["Maël Exemple"], ["Maëlle Exemple", "Maël Exemple"]]);
});

test("nobody is found by nothing, by the middle of a name, or among people she does not see", () => {
  expect([names(""), names("  "), names("exemple"), names("Paul")]).toEqual([[], [], [], []]);
  expect(peopleOf({ user: "u", name: "Seule" } as unknown as Me)).toEqual([{ user: "u", name: "Seule" }]);
});
