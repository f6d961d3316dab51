import type { Hello } from "../../shared/sync/protocol.ts";
import { demonstrationBanks, demonstrationPeople, DEMONSTRATION_ISSUER, DEMONSTRATION_PASSWORD, type DemonstrationPerson } from "./people.ts";

/** What hello publishes: enough to choose whom to be. The operator belongs to no bank and no branch. */
export const demonstrationAccounts: NonNullable<Hello["demonstration"]>["accounts"] = demonstrationPeople.map((person) => ({
  login: person.login, name: person.name, role: person.role, ...placeOf(person),
}));

/** The same people as their own identity provider knows them. */
export const demonstrationSignIn = {
  knownAs: DEMONSTRATION_ISSUER,
  password: DEMONSTRATION_PASSWORD,
  people: demonstrationPeople.map((person) => ({ id: person.id, login: person.login, name: person.name, role: person.role, ...placeOf(person) })),
};

function placeOf({ bank, branches }: DemonstrationPerson): { readonly bank: string; readonly branch: string } {
  const home = demonstrationBanks.find(({ id }) => id === bank);
  return { bank: home?.name ?? "", branch: branches.length === 1 ? home?.branches.find(({ id }) => id === branches[0])?.name ?? "" : "" };
}
