import { DEFAULT_POLICY, readKnownPolicy, type BankPolicy } from "../../../shared/policy/bank-policy.ts";
import { OutOfScope, type PolicyStanding, type Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

export function policyOf({ policies }: MemoryTables, bank: string): BankPolicy {
  const kept = policies.get(bank)?.at(-1);
  return kept === undefined ? DEFAULT_POLICY : readKnownPolicy(kept.text);
}

/** What banks decided, with the checks that the real tables make. */
export function memoryPolicies(tables: () => MemoryTables): Pick<Store, "policyOf" | "keptPolicy" | "policyStanding" | "changePolicy"> {
  function standing(bank: string): PolicyStanding {
    const { policies, words, persons } = tables();
    const nameOf = (person: string): string => persons.get(keyOf(bank, person))?.name ?? "";
    const who = (person: string | undefined) => (person === undefined ? undefined : { id: person, name: nameOf(person) });
    const word = [...words.values()].find((one) => one.bank === bank && one.kind === "policy" && one.settled === undefined);
    return {
      decided: (policies.get(bank) ?? []).toReversed().map(({ askedBy, confirmedBy, ...row }) => ({ ...row, askedBy: who(askedBy), confirmedBy: who(confirmedBy) })),
      word: word === undefined ? undefined : { id: word.id, detail: word.detail, by: word.by, at: word.at, until: word.until, name: nameOf(word.by) },
    };
  }
  return {
    policyOf: async (bank) => policyOf(tables(), bank),
    keptPolicy: async (bank) => {
      const kept = tables().policies.get(bank)?.at(-1);
      return kept === undefined ? undefined : { n: kept.n, text: kept.text };
    },
    policyStanding: async (bank) => standing(bank),
    changePolicy: async ({ bank, persons }, decide) => {
      const known = standing(bank);
      const { change: { word, policy }, answer } = decide(known);
      const { settle, ask } = word ?? {};
      const mayAct = [settle?.by, ask?.by, policy?.confirmedBy].every((by) => by === undefined || persons.includes(by));
      const isSame = settle?.as === "confirmed" && (settle.by === known.word?.by || settle.at > (known.word?.until ?? 0));
      const isOfTwo = policy === undefined || (settle?.as === "confirmed" && known.word?.detail === `${policy.n - 1} ${policy.text}` && known.word.by === policy.askedBy && settle.by === policy.confirmedBy && settle.at === policy.at);
      if (!mayAct || isSame || !isOfTwo) throw new OutOfScope("a check of the tables");
      if (settle !== undefined && known.word !== undefined) tables().words.set(settle.id, { ...known.word, bank, kind: "policy", subject: bank, settled: settle.as });
      if (ask !== undefined) tables().words.set(ask.id, { ...ask, bank, kind: "policy", subject: bank, settled: undefined });
      if (policy !== undefined) tables().policies.set(bank, [...(tables().policies.get(bank) ?? []), policy]);
      return answer;
    },
  };
}
