import type { DirectoryInput } from "../domain/directory.ts";
import { demonstrationBanks, demonstrationPeople, DEMONSTRATION_ISSUER, type DemonstrationPerson } from "./people.ts";

type PersonInput = DirectoryInput["banks"][number]["persons"][number];

/** The invented banks as the directory takes them. Importing it at each start changes nothing. */
export const demonstrationDirectory: DirectoryInput = {
  banks: demonstrationBanks.map(({ id, name, branches, levels }) => ({
    id, name, issuer: DEMONSTRATION_ISSUER, branches, levels, persons: demonstrationPeople.filter((person) => person.bank === id).flatMap(personToInput),
  })),
  operators: demonstrationPeople.filter(({ role }) => role === "operator").map(({ id, name }) => ({ id, issuer: DEMONSTRATION_ISSUER, subject: id, name })),
};

function personToInput({ id, login, name, role, branches, level }: DemonstrationPerson): readonly PersonInput[] {
  return role === "operator" ? [] : [{ id, subject: id, name, role, branches, level, email: `${login}@demonstration.example` }];
}
