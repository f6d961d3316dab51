import type { DataScope, Store } from "../../store/store.ts";
import { OutOfScope } from "../../store/store.ts";
import { keyOf, type MemoryDocument, type MemoryTables } from "./memory-tables.ts";

type Name = { readonly file: string; readonly document: string };

/** Which contents of documents are at the centre. A row is seen, and written, with its file. */
export function memoryDocuments(tables: () => MemoryTables): Pick<Store, "seeDocument" | "beginDocument" | "completeDocument" | "forgetParts" | "noteReading"> {
  const keyAt = ({ bank }: DataScope, { file, document }: Name): string => keyOf(bank, file, document);
  const seenFile = ({ bank, branches }: DataScope, file: string) => {
    const row = tables().files.get(keyOf(bank, file));
    return row !== undefined && branches.includes(row.branch) ? row : undefined;
  };
  const seenDocument = (scope: DataScope, name: Name): MemoryDocument | undefined => (seenFile(scope, name.file) === undefined ? undefined : tables().documents.get(keyAt(scope, name)));
  const note = (scope: DataScope, { file, document, person, at }: Name & { readonly person: string; readonly at: number }, what: "stored" | "read"): void => {
    if (!scope.persons.includes(person) || seenFile(scope, file) === undefined) throw new OutOfScope("row-level security");
    tables().accesses.push({ bank: scope.bank, file, document, person, at, what });
  };
  return {
    seeDocument: async (scope, name, replica) => {
      const row = replica === undefined ? undefined : tables().replicas.get(keyOf(scope.bank, replica));
      const document = seenDocument(scope, name);
      return {
        enrolled: replica === undefined || (row !== undefined && !row.revoked && scope.persons.includes(row.person)),
        state: seenFile(scope, name.file)?.state, complete: document?.completedAt !== undefined, parts: document?.parts ?? [],
      };
    },
    beginDocument: async (scope, { person, size, parts, at, since, dayBytes, ...name }) => {
      if (seenFile(scope, name.file) === undefined) throw new OutOfScope("row-level security");
      const { documents } = tables();
      const known = documents.get(keyAt(scope, name));
      const sent = [...documents.values()].filter((one) => one.bank === scope.bank && one.person === person && one.begunAt > since).reduce((sum, one) => sum + one.size, 0);
      if (known === undefined && sent + size > dayBytes) return false;
      documents.set(keyAt(scope, name), { ...(known ?? { bank: scope.bank, person, size, begunAt: at, completedAt: undefined }), parts });
      return true;
    },
    completeDocument: async (scope, done) => {
      const known = seenDocument(scope, done);
      if (known === undefined) return;
      if (known.completedAt === undefined) note(scope, done, "stored");
      tables().documents.set(keyAt(scope, done), { ...known, completedAt: known.completedAt ?? done.at, parts: [] });
    },
    forgetParts: async (scope, name) => {
      const known = seenDocument(scope, name);
      if (known !== undefined) tables().documents.set(keyAt(scope, name), { ...known, parts: [] });
    },
    noteReading: async (scope, read) => note(scope, read, "read"),
  };
}
