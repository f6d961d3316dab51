import type { Store } from "../../store/store.ts";
import { approvalsOf } from "./memory-directory.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** Who is away: the present absences only, for nothing here outlives the process. */
export function memoryAbsences(tables: () => MemoryTables): Pick<Store, "findApprover" | "listAbsences" | "setAbsence"> {
  return {
    findApprover: async ({ bank }, person) => {
      const found = tables().persons.get(keyOf(bank, person));
      return found?.active === true ? { role: found.role, approvals: approvalsOf(tables(), found) } : undefined;
    },
    listAbsences: async ({ bank, branches }) => {
      const { absences, places } = tables();
      return [...absences.values()]
        .filter((one) => one.bank === bank && (places.get(keyOf(bank, one.user)) ?? []).some((branch) => branches.includes(branch)))
        .map(({ user, from, until, standIn }) => ({ user, from, until, standIn }))
        .toSorted((a, b) => (a.from === b.from ? (a.user < b.user ? -1 : 1) : a.from < b.from ? -1 : 1));
    },
    setAbsence: async ({ bank }, { user, absence }) => {
      const { absences } = tables();
      absences.delete(keyOf(bank, user));
      if (absence !== undefined) absences.set(keyOf(bank, user), { bank, user, ...absence });
    },
  };
}
