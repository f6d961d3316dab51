import type { Store } from "../../store/store.ts";
import { byPlace } from "./memory-reoffers.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** One bank's part of a recovery, and what its authors are told late. */
export function memoryBankRecovery(tables: () => MemoryTables): Pick<Store, "bankRecovery" | "lateVerdicts"> {
  return {
    bankRecovery: async ({ bank }) => {
      const { persons, recoveryEvents, replicas, waiting, reinstated, missing, alarms, files } = tables();
      const ofBank = <T extends { readonly bank: string }>(rows: ReadonlyMap<string, T>): readonly T[] => [...rows].filter(([, row]) => row.bank === bank).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
      const names = new Map(ofBank(persons).map(({ id, name }) => [id, name]));
      return {
        names,
        events: recoveryEvents.map(({ person, because, epoch, at, kind, door }) => ({ epoch, at, kind, door, because: because ?? undefined, person: person !== null && names.has(person) ? person : undefined })),
        replicas: ofBank(replicas).map(({ replica, person, device, have, seenEpoch, revoked, lastAt }) => ({ replica, person, device, have, seenEpoch, revoked, lastAt })),
        waiting: ofBank(waiting).toSorted(byPlace).map(({ file, branch, version, replica, seq, person, kind, number, outcome }) => {
          const row = files.get(keyOf(bank, file));
          return { file, branch, version, replica, seq, person, kind, number: number ?? undefined, outcome: outcome ?? undefined, fileVersion: row?.version, isHere: row === undefined || row.branch === branch };
        }),
        reinstated: ofBank(reinstated).map(({ number, file, flag, at }) => ({ number, file, flag: flag ?? undefined, at })),
        missing: ofBank(missing).filter(({ file }) => !files.has(keyOf(bank, file))).map(({ file, branch, version, number }) => ({ file, branch, version, number })),
        alarms: ofBank(alarms).map(({ replica, person, epoch, kind, have, known, times, at }) => ({ replica, person, epoch, kind, have, known, times, lastAt: at })),
      };
    },
    lateVerdicts: async ({ bank, persons }, replica) =>
      [...tables().waiting.values()].filter((row) => row.bank === bank && row.replica === replica && persons.includes(row.person))
        .flatMap(({ seq, late }) => (late === null ? [] : [{ seq, verdict: late }])).toSorted((a, b) => a.seq - b.seq),
  };
}
