import { OutOfScope, type RecoveryKeyStanding, type Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** Recovery keys that banks published, with the checks that the real tables make. */
export function memoryRecoveryKeys(tables: () => MemoryTables): Pick<Store, "recoveryKeyOf" | "recoveryKeyStanding" | "changeRecoveryKey" | "noteRecoveryUsed"> {
  function standing(bank: string): RecoveryKeyStanding {
    const { recoveryKeys, words, persons } = tables();
    const who = (person: string) => ({ id: person, name: persons.get(keyOf(bank, person))?.name ?? "" });
    const word = [...words.values()].find((one) => one.bank === bank && one.kind === "recovery-key" && one.settled === undefined);
    return {
      published: (recoveryKeys.get(bank) ?? []).toReversed().map(({ askedBy, confirmedBy, ...row }) => ({ ...row, askedBy: who(askedBy), confirmedBy: who(confirmedBy) })),
      word: word === undefined ? undefined : { id: word.id, detail: word.detail, by: word.by, at: word.at, until: word.until, name: who(word.by).name },
    };
  }
  return {
    recoveryKeyOf: async (bank) => {
      const last = tables().recoveryKeys.get(bank)?.at(-1);
      return last === undefined ? undefined : { n: last.n, x: last.x };
    },
    recoveryKeyStanding: async (bank) => standing(bank),
    changeRecoveryKey: async ({ bank, persons }, decide) => {
      const known = standing(bank);
      const { change: { word, key }, answer } = decide(known);
      const { settle, ask } = word ?? {};
      const mayAct = [settle?.by, ask?.by, key?.confirmedBy].every((by) => by === undefined || persons.includes(by));
      const isSame = settle?.as === "confirmed" && (settle.by === known.word?.by || settle.at > (known.word?.until ?? 0));
      const isOfTwo = key === undefined || (settle?.as === "confirmed" && known.word?.detail === `${key.n} ${key.x}` && known.word.by === key.askedBy && settle.by === key.confirmedBy && settle.at === key.at);
      if (!mayAct || isSame || !isOfTwo) throw new OutOfScope("a check of the tables");
      if (settle !== undefined && known.word !== undefined) tables().words.set(settle.id, { ...known.word, bank, kind: "recovery-key", subject: bank, settled: settle.as });
      if (ask !== undefined) tables().words.set(ask.id, { ...ask, bank, kind: "recovery-key", subject: bank, settled: undefined });
      if (key !== undefined) tables().recoveryKeys.set(bank, [...(tables().recoveryKeys.get(bank) ?? []), key]);
      return answer;
    },
    noteRecoveryUsed: async ({ bank, persons }, { person, replica }) => {
      const row = tables().replicas.get(keyOf(bank, replica));
      return row?.person === person && persons.includes(person);
    },
  };
}
