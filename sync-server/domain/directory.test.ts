import { expect, test } from "vitest";
import { directoryProblems, type DirectoryInput } from "./directory.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const sound: DirectoryInput = {
  banks: [{ id: uuid(1), name: "A", issuer: "https://i", branches: [{ id: uuid(2), name: "A1" }], persons: [{ id: uuid(3), subject: "marie", name: "Marie", role: "advisor", branches: [uuid(2)] }] }],
  operators: [{ id: uuid(4), issuer: "https://i", subject: "boss", name: "Boss" }],
};
const [bank] = sound.banks;
if (bank === undefined) throw new Error("no bank");
const [person] = bank.persons;
if (person === undefined) throw new Error("no person");

test("a sound directory has no problem", () => expect(directoryProblems(sound)).toEqual([]));

test.each<readonly [string, DirectoryInput, string]>([
  ["a bank's id that is no UUID", { ...sound, banks: [{ ...bank, id: "A" }] }, "banks: A is not a lower-case UUID"],
  ["a bank that comes twice", { ...sound, banks: [bank, bank] }, "banks: an id comes twice"],
  ["a person of a branch that her bank does not have", { ...sound, banks: [{ ...bank, persons: [{ ...person, branches: [uuid(9)] }] }] }, `A, marie: unknown branch ${uuid(9)}`],
  ["one subject for two persons", { ...sound, banks: [{ ...bank, persons: [person, { ...person, id: uuid(8) }] }] }, "A: a subject comes twice"],
  ["an operator that comes twice", { ...sound, operators: [...sound.operators, ...sound.operators] }, "operators: an id comes twice"],
])("%s is told", (_what, directory, problem) => expect(directoryProblems(directory)).toEqual([problem]));
