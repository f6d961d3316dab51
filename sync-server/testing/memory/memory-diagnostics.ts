import { diagnosticNews, type DiagnosticRow } from "../../store/queries/diagnostics.ts";
import { OutOfScope, type Store } from "../../store/store.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

export type MemoryDiagnostic = Omit<DiagnosticRow, "byName"> & { readonly content: string | undefined };

export function memoryDiagnostics(tables: () => MemoryTables, announce: (news: readonly string[]) => void): Pick<Store, "listDiagnostics" | "askDiagnostic" | "answerDiagnostic" | "readDiagnostic"> {
  const ofScope = (bank: string, persons: readonly string[], replica: string): boolean => persons.includes(tables().replicas.get(keyOf(bank, replica))?.person ?? "");
  return {
    listDiagnostics: async (bank) => [...tables().diagnostics].filter(([key]) => key.startsWith(`${bank}/`)).map(([, { content: _content, ...row }]) => ({ ...row, byName: tables().persons.get(keyOf(bank, row.by))?.name ?? "" })),
    askDiagnostic: async ({ bank, persons }, asked, branch) => {
      const key = keyOf(bank, asked.replica);
      if (!ofScope(bank, persons, asked.replica)) throw new OutOfScope("a policy of the tables");
      const before = tables().diagnostics.get(key);
      if (before !== undefined && before.answer === undefined && before.until >= asked.at) return false;
      tables().diagnostics.set(key, { ...asked, answer: undefined, answeredAt: undefined, content: undefined });
      announce([diagnosticNews(bank, branch)]);
      return true;
    },
    answerDiagnostic: async ({ bank, persons }, { id, replica, at, content }) => {
      const [key, now] = [keyOf(bank, replica), tables().diagnostics.get(keyOf(bank, replica))];
      if (!ofScope(bank, persons, replica) || now?.id !== id || now.answer !== undefined || now.until < at) return false;
      tables().diagnostics.set(key, { ...now, answer: content === undefined ? "declined" : "given", answeredAt: at, content });
      return true;
    },
    readDiagnostic: async ({ bank, persons }, { replica, keptFrom }) => {
      for (const [key, row] of tables().diagnostics) if (key.startsWith(`${bank}/`) && (row.answeredAt ?? Infinity) < keptFrom) tables().diagnostics.set(key, { ...row, content: undefined });
      return ofScope(bank, persons, replica) ? tables().diagnostics.get(keyOf(bank, replica))?.content : undefined;
    },
  };
}
