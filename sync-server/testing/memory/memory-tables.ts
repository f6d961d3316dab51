import type { CentreRow, ChangeWrite, DirectoryInput, FileWrite, MovementWrite, SigningKey } from "../../store/store.ts";

type Person = { readonly bank: string; readonly id: string; readonly issuer: string; readonly subject: string; readonly name: string; readonly role: DirectoryInput["banks"][number]["persons"][number]["role"]; readonly active: boolean };
export type MemoryReplica = { readonly bank: string; readonly replica: string; readonly person: string; readonly publicKey: string; readonly have: number; readonly lastHash: string; readonly revoked: boolean };
export type MemoryFeedEntry = { readonly n: number; readonly kind: "file" | "left"; readonly file: string; readonly version: number; readonly change: string };
export type MemoryMovement = MovementWrite & { readonly bank: string; readonly step: number };
export type MemoryDisclosure = { readonly bank: string; readonly change: string; readonly person: string; readonly siren: string; readonly available: number; readonly at: number };

/** The tables of the centre as maps by their keys. Rows are never changed, only replaced, so that a copy of the maps is a backup. */
export type MemoryTables = {
  readonly centre: { row: CentreRow | undefined };
  readonly keys: SigningKey[];
  readonly banks: Map<string, { readonly name: string; readonly issuer: string }>;
  readonly branches: Map<string, { readonly bank: string; readonly id: string; readonly name: string }>;
  readonly persons: Map<string, Person>;
  /** By bank and person: her branches in order. */
  readonly places: Map<string, readonly string[]>;
  readonly operators: Map<string, { readonly issuer: string; readonly subject: string; readonly name: string }>;
  readonly replicas: Map<string, MemoryReplica>;
  readonly files: Map<string, FileWrite>;
  readonly counters: Map<string, number>;
  readonly feeds: Map<string, readonly MemoryFeedEntry[]>;
  /** By bank, replica and number. */
  readonly changes: Map<string, ChangeWrite>;
  /** By bank and change id: the key of the row that decided it. */
  readonly decided: Map<string, string>;
  /** By bank, replica and last number of a push: the numbers of its branches before it. */
  readonly placesBefore: Map<string, ReadonlyMap<string, number>>;
  readonly signatures: Map<string, string>;
  readonly holds: Map<string, string>;
  readonly movements: Map<string, readonly MemoryMovement[]>;
  readonly disclosures: Map<string, MemoryDisclosure>;
};

export const keyOf = (...parts: readonly (string | number)[]): string => parts.join("/");

export const emptyTables = (): MemoryTables => ({
  centre: { row: undefined }, keys: [], banks: new Map(), branches: new Map(), persons: new Map(), places: new Map(), operators: new Map(), replicas: new Map(), files: new Map(),
  counters: new Map(), feeds: new Map(), changes: new Map(), decided: new Map(), placesBefore: new Map(), signatures: new Map(), holds: new Map(), movements: new Map(), disclosures: new Map(),
});

/** A backup: what is written afterwards is not in it. */
export function copyTables(tables: MemoryTables): MemoryTables {
  return {
    centre: { row: tables.centre.row }, keys: [...tables.keys], banks: new Map(tables.banks), branches: new Map(tables.branches), persons: new Map(tables.persons), places: new Map(tables.places),
    operators: new Map(tables.operators), replicas: new Map(tables.replicas), files: new Map(tables.files), counters: new Map(tables.counters), feeds: new Map(tables.feeds), changes: new Map(tables.changes),
    decided: new Map(tables.decided), placesBefore: new Map(tables.placesBefore), signatures: new Map(tables.signatures), holds: new Map(tables.holds), movements: new Map(tables.movements), disclosures: new Map(tables.disclosures),
  };
}
