import type { Role } from "../../../shared/access/roles.ts";

/** Whom the provider knows, given by the demonstration's data. */
export type InventedPeople = {
  /** What the directory calls this provider, whatever its address. */
  readonly knownAs: string;
  /** Published: the same for all. */
  readonly password: string;
  readonly people: readonly InventedPerson[];
};
export type InventedPerson = {
  /** Subject of her tokens. */
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** Names; empty for the operator, and for whoever is of every branch. */
  readonly bank: string;
  readonly branch: string;
};
