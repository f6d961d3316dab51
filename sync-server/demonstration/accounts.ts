import type { Accounts } from "../http/http-deps.ts";
import { demonstrationBanks, demonstrationPeople, type DemonstrationPerson } from "./people.ts";

/** What hello publishes: enough to choose whom to be. The operator belongs to no bank and no branch. */
export const demonstrationAccounts: Accounts = demonstrationPeople.map((person) => ({
  login: person.login, name: person.name, role: person.role, ...placeOf(person),
}));

function placeOf({ bank, branches }: DemonstrationPerson): { readonly bank: string; readonly branch: string } {
  const home = demonstrationBanks.find(({ id }) => id === bank);
  return { bank: home?.name ?? "", branch: branches.length === 1 ? home?.branches.find(({ id }) => id === branches[0])?.name ?? "" : "" };
}
