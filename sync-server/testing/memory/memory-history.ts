import type { StatedReplica } from "../../../shared/evidence/format.ts";
import type { ChangeWrite, Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** One file's history as the tables have it. A push is known by its last number: its first is what follows the push before. */
export function memoryHistory(tables: () => MemoryTables): Pick<Store, "fileHistory"> {
  return {
    fileHistory: async (scope, file, replica, limit) => {
      const all = tables();
      const keyRow = (of: string): StatedReplica | undefined => {
        const row = all.replicas.get(keyOf(scope.bank, of));
        return row === undefined ? undefined : { replica: of, publicKey: row.publicKey, person: row.person, name: all.persons.get(keyOf(scope.bank, row.person))?.name ?? "" };
      };
      const own = all.replicas.get(keyOf(scope.bank, replica));
      const asker = own !== undefined && !own.revoked && scope.persons.includes(own.person) ? keyRow(replica) : undefined;
      const stored = all.files.get(keyOf(scope.bank, file));
      if (stored === undefined || !scope.branches.includes(stored.branch)) return { asker, state: undefined, changes: [], links: [], pushes: [], replicas: [] };
      const lines = [...all.changes].filter(([key]) => key.startsWith(`${scope.bank}/`)).map(([, row]) => row);
      const changes = lines.filter((row) => row.file === file);
      const isLink = (row: ChangeWrite): boolean => row.file !== file && row.head !== null && changes.some((one) => one.replica === row.replica && one.lastSeq === row.lastSeq && one.seq < row.seq);
      const firstOf = (row: ChangeWrite): number => Math.min(...lines.filter((one) => one.replica === row.replica && one.lastSeq === row.lastSeq).map(({ seq }) => seq));
      const ends = [...new Map(changes.map((row) => [`${row.replica} ${row.lastSeq}`, row])).values()];
      return {
        asker, state: stored.state,
        changes: changes.slice(0, limit + 1).map(({ replica: of, seq, head, body, salt, hash, verdict }) => ({ replica: of, seq, head, body, salt, hash, verdict })),
        links: lines.filter(isLink).map(({ replica: of, seq, head }) => ({ replica: of, seq, head: head ?? "" })),
        pushes: ends.map((row) => ({ replica: row.replica, first: firstOf(row), last: row.lastSeq, lastHash: lines.find((one) => one.replica === row.replica && one.seq === row.lastSeq)?.hash ?? "", signature: all.signatures.get(keyOf(scope.bank, row.replica, row.lastSeq)) ?? "" })),
        replicas: [...new Set(changes.map((row) => row.replica))].flatMap((of) => keyRow(of) ?? []),
      };
    },
  };
}
