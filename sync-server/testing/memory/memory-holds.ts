import { OutOfScope, type Store, type TwoWord } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** Holds, and words that need two on a file, with the checks that the real tables make. */
export function memoryHolds(tables: () => MemoryTables): Pick<Store, "changeHolds" | "roleOf"> {
  const wordOf = (bank: string, kind: string, subject: string): TwoWord | undefined => tables().fileWords.get(keyOf(bank, kind, subject));
  return {
    roleOf: async (bank, person) => {
      const known = tables().persons.get(keyOf(bank, person));
      return known?.active === true ? known.role : undefined;
    },
    changeHolds: async ({ bank, branches, persons }, file, decide) => {
      const row = tables().files.get(keyOf(bank, file));
      const seen = row !== undefined && branches.includes(row.branch);
      const standing = [...tables().fileHolds.values()].filter((one) => one.bank === bank && one.file === file && one.liftedBy === undefined && seen).toSorted((a, b) => a.setAt - b.setAt || (a.hold < b.hold ? -1 : 1));
      const { change: { set, lift, word }, answer } = decide({
        seen, holds: standing.map(({ hold, reason, setBy, setAt }) => ({ hold, reason, by: setBy, at: setAt, word: wordOf(bank, "file-hold", hold) })), erase: wordOf(bank, "file-erase", file),
      });
      const known = word === undefined ? undefined : wordOf(bank, word.kind, word.subject);
      const settles = word?.write.settle;
      const isWrong = [set?.by, lift?.by, settles?.by, word?.write.ask?.by].some((by) => by !== undefined && !persons.includes(by)) || ((set ?? lift) !== undefined && !seen)
        || (settles?.as === "confirmed" && (settles.by === known?.by || settles.at > (known?.until ?? 0)));
      if (isWrong) throw new OutOfScope("a check of the tables");
      if (word !== undefined && settles !== undefined && known?.id === settles.id) tables().fileWords.delete(keyOf(bank, word.kind, word.subject));
      if (word?.write.ask !== undefined) tables().fileWords.set(keyOf(bank, word.kind, word.subject), word.write.ask);
      if (set !== undefined) tables().fileHolds.set(keyOf(bank, set.hold), { bank, hold: set.hold, file, reason: set.reason, setBy: set.by, setAt: set.at, liftedBy: undefined });
      const held = lift === undefined ? undefined : tables().fileHolds.get(keyOf(bank, lift.hold));
      if (lift !== undefined && held !== undefined) tables().fileHolds.set(keyOf(bank, lift.hold), { ...held, liftedBy: lift.by });
      return answer;
    },
  };
}
