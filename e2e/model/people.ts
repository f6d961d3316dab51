import type { DirectoryInput } from "../../sync-server/store/store.ts";

export const ISSUER = "https://sign-in.test";
/** Every instant of a model starts here: two months into the scheme, so that a company may be registered more than once. */
export const START = Date.parse("2020-05-15T08:00:00Z");
export const BUSINESS_DATE = "2020-05-15";

const uuid = (family: number, n: number): string => `${String(family).repeat(8)}-${String(family).repeat(4)}-7${String(family).repeat(3)}-8${String(family).repeat(3)}-${String(n).padStart(12, "0")}`;
export const BANKS = [uuid(3, 1), uuid(3, 2)] as const;
/** Two branches of the first bank, one of the second. */
export const BRANCHES = [{ id: uuid(4, 1), bank: BANKS[0] }, { id: uuid(4, 2), bank: BANKS[0] }, { id: uuid(4, 3), bank: BANKS[1] }] as const;
const [FIRST, SECOND, THIRD] = BRANCHES.map(({ id }) => id);

export type Person = { readonly login: string; readonly id: string; readonly bank: string; readonly role: "advisor" | "manager"; readonly branches: readonly string[] };
/** Anne and Bruno share a branch, Chloé has it too and may hand files over to another; Zoé lends to the same companies for another bank. */
export const PEOPLE: readonly Person[] = [
  { login: "anne", id: uuid(5, 1), bank: BANKS[0], role: "advisor", branches: [FIRST ?? ""] },
  { login: "bruno", id: uuid(5, 2), bank: BANKS[0], role: "advisor", branches: [FIRST ?? ""] },
  { login: "chloe", id: uuid(5, 3), bank: BANKS[0], role: "manager", branches: [FIRST ?? "", SECOND ?? ""] },
  { login: "zoe", id: uuid(5, 4), bank: BANKS[1], role: "advisor", branches: [THIRD ?? ""] },
];

/** The directory with these people; whoever is left out can no longer sign in. */
export const directoryOf = (people: readonly Person[]): DirectoryInput => ({
  banks: BANKS.map((bank, n) => ({
    id: bank, name: `Banque ${n + 1}`, issuer: ISSUER,
    branches: BRANCHES.filter((branch) => branch.bank === bank).map(({ id }) => ({ id, name: `Agence ${id.slice(-1)}` })),
    persons: people.filter((person) => person.bank === bank).map(({ id, login, role, branches }) => ({ id, subject: login, name: login, role, branches })),
  })),
  operators: [],
});
