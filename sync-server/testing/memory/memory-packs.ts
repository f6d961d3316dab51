import { PACKS_NEWS } from "../../store/queries/scheme-packs.ts";
import { OutOfScope, type PackRow, type Store } from "../../store/store.ts";
import type { MemoryTables } from "./memory-tables.ts";

export function memoryPacks(tables: () => MemoryTables, announce: (payloads: readonly string[]) => void): Pick<Store, "listPacks" | "proposePack" | "sayOfPack"> {
  const refuse = (): never => { throw new OutOfScope("not this person's to say"); };
  const mustBeOperator = (person: string): void => { if (!tables().operators.has(person)) refuse(); };
  return {
    listPacks: async () => [...tables().packs.values()],
    proposePack: async (pack) => {
      mustBeOperator(pack.composedBy);
      const { packs } = tables();
      if (packs.has(pack.name)) return false;
      packs.set(pack.name, { ...pack, words: [] });
      return true;
    },
    sayOfPack: async ({ name, ...word }) => {
      mustBeOperator(word.person);
      const { packs } = tables();
      const row = packs.get(name) ?? refuse();
      if (!mayBeSaid(row, word)) refuse();
      const place = [...packs.values()].reduce((n, { words }) => n + words.length, 1);
      packs.set(name, { ...row, words: [...row.words, { ...word, place }] });
      if (word.step === "published" || word.step === "withdrawn") announce([PACKS_NEWS]);
    },
  };
}

function mayBeSaid({ composedBy, words }: PackRow, { step, person, at }: Omit<PackRow["words"][number], "place">): boolean {
  const has = (...steps: readonly string[]): boolean => words.some((word) => steps.includes(word.step));
  if (step === "published") return composedBy !== person && !has("published", "turned-down");
  if (step === "turned-down") return !has("published", "turned-down");
  const asked = words.findLast((word) => word.step === "withdrawal-asked");
  if (!has("published")) return false;
  return step === "withdrawal-asked" || (!has("withdrawn") && asked !== undefined && asked.person !== person && (asked.until ?? 0) >= at);
}
