import type { RecoveryReport, Store, WaitingFile } from "../../store/store.ts";
import { OutOfScope } from "../../store/store.ts";
import { byPlace } from "./memory-reoffers.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

type Recovery = Pick<Store, "epochs" | "changeEpoch" | "aloneBecause" | "confirmEnd" | "endRecovery" | "listWaitingFiles" | "raiseAlarm" | "noteMismatch" | "noteMissing" | "recovery">;

/** Epochs, the end of a recovery, and where it stands. */
export function memoryRecovery(tables: () => MemoryTables, announce: (news: readonly string[]) => void): Recovery {
  const announceEpoch = (n: number): void => announce([JSON.stringify({ epoch: n })]);
  return {
    epochs: async () => {
      const { epochs, centre: { row } } = tables();
      const all = row === undefined ? epochs : new Map([...epochs, [row.epochN, { n: row.epochN, id: row.epochId }]]);
      return [...all.values()].toSorted((a, b) => a.n - b.n);
    },
    changeEpoch: async (decide) => {
      const { centre, epochs, epochWord, operators, recoveryEvents } = tables();
      if (centre.row === undefined) return undefined;
      const { change: { word, begin }, answer } = decide({ n: centre.row.epochN, operators: [...operators.keys()].toSorted(), word: epochWord.row });
      const { settle, ask } = word ?? {};
      if (settle?.as === "confirmed" && (settle.by === epochWord.row?.by || settle.at > (epochWord.row?.until ?? 0))) throw new OutOfScope("a check of the tables");
      if (begin !== undefined && begin.because === undefined && settle?.as !== "confirmed") throw new OutOfScope("an epoch that nobody said");
      if (settle !== undefined || begin !== undefined) epochWord.row = undefined;
      if (ask !== undefined) epochWord.row = ask;
      if (begin !== undefined) {
        const { n, id, at, by, askedBy, because } = begin;
        epochs.set(centre.row.epochN, { n: centre.row.epochN, id: centre.row.epochId }).set(n, { n, id });
        centre.row = { ...centre.row, epochN: n, epochId: id, recovering: true };
        recoveryEvents.push({ epoch: n, at, kind: "begun", person: by, door: "command", askedBy: askedBy ?? null, because: because ?? null });
        announceEpoch(n);
      }
      return answer;
    },
    aloneBecause: async () => tables().recoveryEvents.findLast(({ kind, epoch }) => kind === "begun" && epoch === tables().centre.row?.epochN)?.because ?? undefined,
    confirmEnd: async ({ person, at, door }) => {
      const { centre: { row }, persons, operators, recoveryEvents } = tables();
      const isAdministrator = [...persons.values()].some((one) => one.id === person && one.role === "administrator" && one.active);
      if (!isAdministrator && !operators.has(person)) return "unknown";
      if (row?.recovering !== true) return "none";
      const before = new Set(recoveryEvents.filter(({ epoch, kind }) => epoch === row.epochN && kind === "confirmed").map((event) => event.person));
      if (before.size >= 2) return "enough";
      const isSame = before.has(person);
      recoveryEvents.push({ epoch: row.epochN, at, kind: isSame ? "refused" : "confirmed", person, door, askedBy: null, because: null });
      return isSame ? "same" : before.size === 0 ? "first" : "enough";
    },
    endRecovery: async ({ person, at, door }) => {
      const { centre, recoveryEvents } = tables();
      if (centre.row?.recovering !== true) return;
      centre.row = { ...centre.row, recovering: false };
      recoveryEvents.push({ epoch: centre.row.epochN, at, kind: "ended", person, door, askedBy: null, because: null });
      announceEpoch(centre.row.epochN);
    },
    listWaitingFiles: async () => {
      const found = new Map<string, WaitingFile>();
      for (const { bank, branch, file, person, outcome } of tables().waiting.values()) {
        if (outcome !== null) continue;
        const key = keyOf(bank, file, branch);
        found.set(key, { bank, branch, file, persons: [...new Set([...(found.get(key)?.persons ?? []), person])].toSorted() });
      }
      return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    },
    raiseAlarm: async (scope, row) => {
      if (!scope.persons.includes(row.person)) throw new OutOfScope("row-level security");
      const key = keyOf(scope.bank, row.replica, row.epoch, row.kind);
      const known = tables().alarms.get(key);
      if (known !== undefined && !scope.persons.includes(known.person)) throw new OutOfScope("row-level security");
      tables().alarms.set(key, { ...row, bank: scope.bank, person: known?.person ?? row.person, times: (known?.times ?? 0) + 1 });
    },
    noteMismatch: async (scope, row) => {
      if (!scope.persons.includes(row.person) || !scope.branches.includes(row.branch)) throw new OutOfScope("row-level security");
      const { mismatches } = tables();
      const key = keyOf(scope.bank, row.replica, row.epoch, row.branch);
      const known = mismatches.get(key);
      if (known !== undefined && !scope.persons.includes(known.person)) throw new OutOfScope("row-level security");
      mismatches.set(key, { ...row, bank: scope.bank, times: (known?.times ?? 0) + 1 });
    },
    noteMissing: async ({ bank, branches }, rows) => {
      if (rows.some(({ branch }) => !branches.includes(branch))) throw new OutOfScope("row-level security");
      const { missing } = tables();
      for (const row of rows) if (!missing.has(keyOf(bank, row.file))) missing.set(keyOf(bank, row.file), { ...row, bank });
    },
    recovery: async () => reportOf(tables()),
  };
}

function reportOf({ centre: { row }, recoveryEvents, reinstated, replicas, waiting, missing, files, alarms, mismatches }: MemoryTables): RecoveryReport {
  if (row === undefined) throw new Error("a store without a centre");
  const inOrder = <T>(rows: ReadonlyMap<string, T>): readonly T[] => [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return {
    epoch: row.epochN, recovering: row.recovering, events: [...recoveryEvents],
    reinstated: inOrder(reinstated).map(({ bank, number, file, flag }) => ({ bank, number, file, flag })),
    absentReplicas: inOrder(replicas).filter(({ seenEpoch, revoked }) => seenEpoch < row.epochN && !revoked).map(({ bank, replica, person, have }) => ({ bank, replica, person, have })),
    waiting: [...waiting.values()].toSorted((a, b) => (a.bank === b.bank ? byPlace(a, b) : a.bank < b.bank ? -1 : 1))
      .map(({ bank, file, version, replica, kind, number, outcome }) => ({ bank, file, version, replica, kind, number, outcome })),
    missingFiles: inOrder(missing).filter(({ bank, file }) => !files.has(keyOf(bank, file))).map(({ bank, branch, file, version, number }) => ({ bank, branch, file, version, number: number ?? null })),
    alarms: inOrder(alarms).map(({ bank, replica, epoch, kind, have, known, times, at }) => ({ bank, replica, epoch, kind, have, known, times, lastAt: at })),
    mismatches: inOrder(mismatches).map(({ bank, replica, epoch, branch, files: many, n, times, at }) => ({ bank, replica, epoch, branch, files: many, n, times, lastAt: at })),
  };
}
