import { hash } from "node:crypto";
import { bucketOf, hashBuckets } from "../../../shared/sync/buckets.ts";
import type { FileWrite, Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

type Scope = Parameters<Store["buckets"]>[0];
type Ask = Parameters<Store["buckets"]>[1];

/** What a branch holds, by the one hashing of shared/sync. */
export function memoryBuckets(tables: () => MemoryTables, pause: () => Promise<void>): Pick<Store, "buckets" | "bucketList" | "bucketFiles"> {
  function look({ bank, branches, persons }: Scope, { replica, epoch, branch }: Ask): { readonly have: number; readonly n: number; readonly held: readonly FileWrite[] } | undefined {
    const row = tables().replicas.get(keyOf(bank, replica));
    if (row === undefined || row.revoked || !persons.includes(row.person)) return undefined;
    if (!branches.includes(branch)) return { have: row.have, n: 0, held: [] };
    const held = [...tables().files].filter(([key, file]) => key.startsWith(`${bank}/`) && file.branch === branch).map(([, file]) => file).toSorted((a, b) => (a.file < b.file ? -1 : 1));
    return { have: row.have, n: tables().counters.get(keyOf(bank, branch, epoch)) ?? 0, held };
  }
  return {
    buckets: async (scope, ask) => {
      await pause();
      const found = look(scope, ask);
      return found === undefined ? undefined : { have: found.have, n: found.n, files: found.held.length, hashes: hashBuckets(found.held, (text) => hash("sha256", text, "hex")) };
    },
    bucketList: async (scope, ask) => {
      await pause();
      const found = look(scope, ask);
      if (found === undefined) return undefined;
      const files = found.held.filter(({ file }) => file > (ask.after ?? "") && ask.buckets.includes(bucketOf(file))).slice(0, ask.limit);
      return { n: found.n, files: files.map(({ file, version, hash: of }) => ({ file, version, hash: of })) };
    },
    bucketFiles: async (scope, ask) => {
      await pause();
      const found = look(scope, ask);
      if (found === undefined) return undefined;
      const files = found.held.filter(({ file }) => ask.files.includes(file));
      return { n: found.n, files: files.map(({ file, version, change, hash: of, state }) => ({ kind: "file", n: found.n, file, version, change, hash: of, state })) };
    },
  };
}
