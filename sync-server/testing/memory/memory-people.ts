import { onlyTakes } from "../../domain/people/judge-standing.ts";
import { OutOfScope, type PersonOfBank, type Store } from "../../store/store.ts";
import { keyOf, type MemoryPerson, type MemoryTables } from "./memory-tables.ts";

/** What administrators decide on people and branches, with the checks that the real tables make. */
export function memoryPeople(tables: () => MemoryTables): Pick<Store, "listPeople" | "changePerson" | "addBranch"> {
  const nameOf = (bank: string, person: string): string => tables().persons.get(keyOf(bank, person))?.name ?? "";
  const administers = (bank: string, person: string): boolean => {
    const found = tables().persons.get(keyOf(bank, person));
    return found?.active === true && found.role === "administrator";
  };
  function rowOf({ bank, id, name, role, active, level }: MemoryPerson): PersonOfBank {
    const word = [...tables().words.values()].find((one) => one.bank === bank && one.kind === "person" && one.subject === id && one.settled === undefined);
    const own = [...tables().replicas.values()].filter((one) => one.bank === bank && one.person === id);
    const heard = own.map(({ replica }) => tables().devices.get(keyOf(bank, replica))?.heard?.at ?? 0);
    const decided = tables().decisions.get(keyOf(bank, id));
    return {
      user: id, name, role, active, branches: tables().places.get(keyOf(bank, id)) ?? [], level: (tables().levels.get(bank) ?? []).find((one) => one.id === level)?.name, workstations: own.filter(({ revoked }) => !revoked).length,
      heardAt: Math.max(0, ...heard) || undefined, decided: decided === undefined ? undefined : { at: decided.at, by: nameOf(bank, decided.askedBy), second: decided.confirmedBy === undefined ? undefined : nameOf(bank, decided.confirmedBy) },
      word: word === undefined ? undefined : { id: word.id, detail: word.detail, by: word.by, at: word.at, until: word.until, name: nameOf(bank, word.by) },
    };
  }
  const ofBank = (bank: string): readonly MemoryPerson[] => [...tables().persons.values()].filter((one) => one.bank === bank);
  return {
    listPeople: async (bank, person) => ofBank(bank).filter(({ id }) => person === undefined || id === person).map(rowOf).toSorted((a, b) => (a.name === b.name ? (a.user < b.user ? -1 : 1) : a.name < b.name ? -1 : 1)),
    changePerson: async ({ bank, persons }, person, decide) => {
      const found = tables().persons.get(keyOf(bank, person));
      if (found === undefined) return undefined;
      const row = rowOf(found);
      const { change: { word, decision }, answer } = decide({ person: row, administrators: ofBank(bank).filter(({ id }) => administers(bank, id)).length });
      const { settle, ask } = word ?? {};
      const mayAct = [settle?.by, ask?.by, decision?.confirmedBy ?? decision?.askedBy].every((by) => by === undefined || persons.includes(by));
      const isSame = settle?.as === "confirmed" && (settle.by === row.word?.by || settle.at > (row.word?.until ?? 0));
      const isOfTwo = settle?.as === "confirmed" && row.word?.detail === decision?.said && row.word?.by === decision?.askedBy && settle.by === decision?.confirmedBy && settle.at === decision.at;
      const isAllowed = decision === undefined || ([decision.askedBy, decision.confirmedBy].every((by) => by === undefined || (by !== person && administers(bank, by))) && (decision.confirmedBy === undefined ? onlyTakes(row, decision) : isOfTwo));
      if (!mayAct || isSame || !isAllowed) throw new OutOfScope("a check of the tables");
      if (settle !== undefined && row.word !== undefined) tables().words.set(settle.id, { ...row.word, bank, kind: "person", subject: person, settled: settle.as });
      if (ask !== undefined) tables().words.set(ask.id, { ...ask, bank, kind: "person", subject: person, settled: undefined });
      if (decision !== undefined) {
        const { role, active, branches } = decision;
        tables().persons.set(keyOf(bank, person), { ...found, role, active });
        tables().places.set(keyOf(bank, person), branches);
        tables().decisions.set(keyOf(bank, person), decision);
      }
      return answer;
    },
    addBranch: async ({ bank, persons }, { id, name, region, by }) => {
      if (!persons.includes(by) || !administers(bank, by)) throw new OutOfScope("a check of the tables");
      tables().branches.set(keyOf(bank, id), { bank, id, name, region });
    },
  };
}
