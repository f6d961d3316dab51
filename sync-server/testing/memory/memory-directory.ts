import type { Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** Banks, branches and people of the tables. */
export function memoryDirectory(tables: () => MemoryTables): Pick<Store, "findPerson" | "listColleagues" | "importDirectory"> {
  return {
    findPerson: async (issuer, subject) => {
      const { persons, banks, branches, places, operators } = tables();
      const found = [...persons.values()].filter((person) => person.issuer === issuer && person.subject === subject && person.active);
      const boss = [...operators].find(([, one]) => one.issuer === issuer && one.subject === subject);
      const [person] = found;
      if (found.length + (boss === undefined ? 0 : 1) !== 1) return undefined;
      if (person === undefined) return boss === undefined ? undefined : { user: boss[0], name: boss[1].name, role: "operator", bank: undefined, branches: [] };
      const own = (places.get(keyOf(person.bank, person.id)) ?? []).map((branch) => ({ id: branch, name: branches.get(keyOf(person.bank, branch))?.name ?? "" }));
      return { user: person.id, name: person.name, role: person.role, bank: { id: person.bank, name: banks.get(person.bank)?.name ?? "" }, branches: own };
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
