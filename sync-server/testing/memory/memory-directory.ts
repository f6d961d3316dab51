import type { PersonRow, Store } from "../../store/store.ts";
import { keyOf, type MemoryPerson, type MemoryTables } from "./memory-tables.ts";

/** A person of a bank with her branches, as a caller is known. */
export function personRow({ banks, branches, places }: MemoryTables, { bank, id, name, role }: MemoryPerson): PersonRow {
  const own = (places.get(keyOf(bank, id)) ?? []).map((branch) => ({ id: branch, name: branches.get(keyOf(bank, branch))?.name ?? "" }));
  return { user: id, name, role, bank: { id: bank, name: banks.get(bank)?.name ?? "" }, branches: own };
}

/** Banks, branches and people of the tables. */
export function memoryDirectory(tables: () => MemoryTables): Pick<Store, "findPerson" | "listColleagues" | "importDirectory"> {
  return {
    findPerson: async (issuer, subject) => {
      const { persons, operators } = tables();
      const found = [...persons.values()].filter((person) => person.issuer === issuer && person.subject === subject && person.active);
      const boss = [...operators].find(([, one]) => one.issuer === issuer && one.subject === subject);
      const [person] = found;
      if (found.length + (boss === undefined ? 0 : 1) !== 1) return undefined;
      if (person === undefined) return boss === undefined ? undefined : { user: boss[0], name: boss[1].name, role: "operator", bank: undefined, branches: [] };
      return personRow(tables(), person);
    },
    listColleagues: async (scope) => {
      const { persons, places } = tables();
      return [...persons.values()]
        .filter(({ bank, id, active }) => bank === scope.bank && (!active || (places.get(keyOf(bank, id)) ?? []).some((branch) => scope.branches.includes(branch))))
        .map(({ id, name }) => ({ user: id, name }))
        .toSorted((a, b) => (a.name === b.name ? (a.user < b.user ? -1 : 1) : a.name < b.name ? -1 : 1));
    },
    importDirectory: async (input) => {
      const { banks, branches, persons, places, operators } = tables();
      for (const bank of input.banks) {
        banks.set(bank.id, { name: bank.name, issuer: bank.issuer });
        for (const { id, name } of bank.branches) branches.set(keyOf(bank.id, id), { bank: bank.id, id, name });
        for (const [key, person] of persons) if (person.bank === bank.id) {
          persons.set(key, { ...person, active: false });
          places.delete(key);
        }
        for (const { id, subject, name, role, branches: own } of bank.persons) {
          persons.set(keyOf(bank.id, id), { bank: bank.id, id, issuer: bank.issuer, subject, name, role, active: true });
          places.set(keyOf(bank.id, id), own);
        }
      }
      for (const { id, issuer, subject, name } of input.operators) operators.set(id, { issuer, subject, name });
    },
  };
}
