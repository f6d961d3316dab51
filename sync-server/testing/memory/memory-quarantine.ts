import type { QuarantinedRow } from "../../store/queries/quarantine.ts";
import { OutOfScope, type DataScope, type PushTransaction, type Store } from "../../store/store.ts";
import { personRow } from "./memory-directory.ts";
import { keyOf, type MemoryQuarantined, type MemoryTables } from "./memory-tables.ts";

const keyAt = (bank: string, { replica, first, last, lastHash }: Pick<QuarantinedRow, "replica" | "first" | "last" | "lastHash">): string => keyOf(bank, replica, last, lastHash, first);
const inOrder = (rows: readonly MemoryQuarantined[]): readonly MemoryQuarantined[] => rows.toSorted((a, b) => a.first - b.first || a.last - b.last || (a.lastHash < b.lastHash ? -1 : 1));

/** Work of replicas that were sent away, as the branches of a scope may see it. */
export function memoryQuarantine(tables: () => MemoryTables): Pick<Store, "findReplicaHolder" | "revokeReplica" | "listQuarantine" | "readQuarantine"> {
  const waiting = ({ bank, branches }: DataScope): readonly MemoryQuarantined[] =>
    inOrder([...tables().quarantined.values()].filter((row) => row.bank === bank && row.decision === undefined && row.branches.every((branch) => branches.includes(branch))));
  return {
    findReplicaHolder: async (bank, replica) => {
      const row = tables().replicas.get(keyOf(bank, replica));
      const person = row === undefined ? undefined : tables().persons.get(keyOf(bank, row.person));
      if (row === undefined || person === undefined) return undefined;
      return { person: personRow(tables(), person), away: row.revoked ? "revoked" : person.active ? undefined : "left" };
    },
    revokeReplica: async ({ bank, persons }, replica, at) => {
      const row = tables().replicas.get(keyOf(bank, replica));
      if (row === undefined || row.revoked || !persons.includes(row.person)) return false;
      tables().replicas.set(keyOf(bank, replica), { ...row, revoked: true, revokedAt: at });
      return true;
    },
    listQuarantine: async (scope) => {
      const nameOf = (person: string): string => tables().persons.get(keyOf(scope.bank, person))?.name ?? "";
      return [...Map.groupBy(waiting(scope), ({ replica }) => replica)].map(([replica, rows]) => ({
        replica, person: rows[0]?.person ?? "", why: rows.some(({ why }) => why === "revoked") ? "revoked" as const : "left" as const, name: nameOf(rows[0]?.person ?? ""), device: tables().replicas.get(keyOf(scope.bank, replica))?.device ?? "",
        changes: new Set(rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))).size,
        upTo: Math.max(...rows.map(({ last }) => last)), since: Math.min(...rows.map(({ receivedAt }) => receivedAt)),
        carriers: [...new Set(rows.flatMap(({ carrier }) => (carrier === null ? [] : [nameOf(carrier)])))].toSorted(),
      })).toSorted((a, b) => a.since - b.since || (a.replica < b.replica ? -1 : 1));
    },
    readQuarantine: async (scope, replica, after, limit) => waiting(scope).filter((row) => row.replica === replica && row.last > after).slice(0, limit),
  };
}

type Turn = { readonly inTurn: <T>(work: () => T | Promise<T>) => Promise<T>; readonly write: (work: () => void) => void };

export function memoryQuarantineTransaction(tables: MemoryTables, { bank, branches, persons }: DataScope, { inTurn, write }: Turn): PushTransaction["quarantine"] {
  const owns = (replica: string): boolean => persons.includes(tables.replicas.get(keyOf(bank, replica))?.person ?? "");
  return {
    waiting: (replica) => inTurn(() => inOrder([...tables.quarantined.values()].filter((row) => row.bank === bank && row.replica === replica && row.decision === undefined
      && (owns(replica) || row.branches.every((branch) => branches.includes(branch)))))),
    keep: (row) => inTurn(() => {
      if (!owns(row.replica)) throw new OutOfScope("row-level security");
      if (tables.quarantined.has(keyAt(bank, row))) return false;
      write(() => void tables.quarantined.set(keyAt(bank, row), { ...row, bank, decision: undefined, decidedBy: undefined, decidedAt: undefined }));
      return true;
    }),
    decide: (batch, decision, by, at) => inTurn(() => {
      const row = tables.quarantined.get(keyAt(bank, batch));
      if (row === undefined || row.decision !== undefined || !row.branches.every((branch) => branches.includes(branch))) return false;
      if (!persons.includes(by)) throw new OutOfScope("row-level security");
      write(() => void tables.quarantined.set(keyAt(bank, batch), { ...row, decision, decidedBy: by, decidedAt: at }));
      return true;
    }),
  };
}
