import type { Approvals, Level } from "../../../shared/life/delegation.ts";
import { DEFAULT_POLICY, policyText } from "../../../shared/policy/bank-policy.ts";
import type { PersonRow, Store } from "../../store/store.ts";
import { keyOf, type MemoryPerson, type MemoryTables } from "./memory-tables.ts";

/** A person of a bank with her branches, as a caller is known. */
export function personRow(tables: MemoryTables, person: MemoryPerson): PersonRow {
  const { banks, branches, places } = tables;
  const { bank, id, name, role } = person;
  const own = (places.get(keyOf(bank, id)) ?? []).map((branch) => {
    const { name: called, region } = branches.get(keyOf(bank, branch)) ?? { name: "" };
    return { id: branch, name: called, ...(region === undefined ? {} : { region }) };
  });
  return { user: id, name, role, bank: { id: bank, name: banks.get(bank)?.name ?? "" }, branches: own, approvals: approvalsOf(tables, person) };
}

/** What she may approve, on her bank's ladder and for those who named her while they are away. */
export function approvalsOf({ levels, absences, persons }: MemoryTables, { bank, id: own, ...person }: MemoryPerson): Approvals {
  const ladder = levels.get(bank) ?? [];
  const levelOf = ({ level, upTo }: Pick<MemoryPerson, "level" | "upTo">): Level | undefined => {
    const found = ladder.find(({ id }) => id === level);
    return found === undefined ? undefined : bare(found.name, upTo ?? found.upTo);
  };
  const mine = levelOf(person);
  return {
    ladder: ladder.map(({ name, upTo }) => bare(name, upTo)),
    ...(mine === undefined ? {} : { own: mine }),
    standIns: [...absences.values()].filter((one) => one.bank === bank && one.standIn === own).toSorted((a, b) => (a.from === b.from ? (a.user < b.user ? -1 : 1) : a.from < b.from ? -1 : 1)).flatMap(({ user, from, until }) => {
      const away = persons.get(keyOf(bank, user));
      const level = away?.active === true ? levelOf(away) : undefined;
      return away === undefined || level === undefined ? [] : [{ for: away.name, level, from, until }];
    }),
  };
}

const bare = (name: string, upTo: number | undefined): Level => (upTo === undefined ? { name } : { name, upTo });

/** Banks, branches and people of the tables. */
export function memoryDirectory(tables: () => MemoryTables): Pick<Store, "findPerson" | "listColleagues" | "importDirectory"> {
  return {
    findPerson: async (issuer, subject) => {
      const { persons, operators } = tables();
      const found = [...persons.values()].filter((person) => person.issuer === issuer && person.subject === subject && person.active);
      const boss = [...operators].find(([, one]) => one.issuer === issuer && one.subject === subject);
      const [person] = found;
      if (found.length + (boss === undefined ? 0 : 1) !== 1) return undefined;
      if (person === undefined) return boss === undefined ? undefined : { user: boss[0], name: boss[1].name, role: "operator", bank: undefined, branches: [], approvals: undefined };
      return personRow(tables(), person);
    },
    listColleagues: async (scope) => {
      const { persons, places } = tables();
      return [...persons.values()]
        .filter(({ bank, id, active }) => bank === scope.bank && (!active || (places.get(keyOf(bank, id)) ?? []).some((branch) => scope.branches.includes(branch))))
        .map(({ id, name }) => ({ user: id, name }))
        .toSorted((a, b) => (a.name === b.name ? (a.user < b.user ? -1 : 1) : a.name < b.name ? -1 : 1));
    },
    importDirectory: async (given, settle = () => ({ input: given, settled: [] })) => {
      const { decisions } = tables();
      const { input, settled } = settle([...decisions].flatMap(([key, { id, role, branches: own, active, at }]) => {
        const person = tables().persons.get(key);
        if (person === undefined || !given.banks.some((bank) => bank.id === person.bank)) return [];
        const { subject, name, level, upTo } = person;
        return [{ bank: person.bank, id, person: person.id, role, branches: own, active, at, known: { id: person.id, subject, name, role, branches: own, level, upTo } }];
      }));
      for (const [key, { id }] of decisions) if (settled.some((one) => one.id === id)) decisions.delete(key);
      const { banks, policies, levels, branches, persons, places, operators } = tables();
      for (const bank of input.banks) {
        if (!banks.has(bank.id) && bank.approveWorkstations === true) policies.set(bank.id, [{ n: 1, text: policyText({ ...DEFAULT_POLICY, approveWorkstations: true }), at: 0, askedBy: undefined, confirmedBy: undefined }]);
        banks.set(bank.id, { name: bank.name, issuer: bank.issuer });
        levels.set(bank.id, bank.levels ?? []);
        for (const { id, name, region } of bank.branches) branches.set(keyOf(bank.id, id), { bank: bank.id, id, name, region });
        for (const [key, person] of persons) if (person.bank === bank.id) {
          persons.set(key, { ...person, active: false });
          places.delete(key);
        }
        for (const { id, subject, name, role, branches: own, level, upTo } of bank.persons) {
          persons.set(keyOf(bank.id, id), { bank: bank.id, id, issuer: bank.issuer, subject, name, role, active: true, level, upTo });
          places.set(keyOf(bank.id, id), own);
        }
      }
      for (const { id, issuer, subject, name, active = true } of input.operators) {
        if (active) operators.set(id, { issuer, subject, name });
        else operators.delete(id);
      }
    },
  };
}
