import type { LookedUpTo } from "../../store/queries/expiry.ts";
import { OutOfScope, type CentreActTransaction, type FoundRegistration, type Store } from "../../store/store.ts";
import { KeyTaken } from "./memory-locks.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** What operators look for and read. */
export function memoryActs(tables: () => MemoryTables): Pick<Store, "findForOperator" | "listActs"> {
  return {
    findForOperator: async (operator, search) => {
      const { operators, movements, files, banks, branches } = tables();
      if (!operators.has(operator)) return [];
      const reserved = [...movements.values()].flat().filter((row) => row.state === "reserved" && ("number" in search ? row.number === search.number
        : row.siren === search.siren && (row.bank === search.bank || banks.get(row.bank)?.name.toLowerCase() === search.bank.toLowerCase())));
      const found = reserved.flatMap(({ bank, file, number, siren }): readonly (FoundRegistration & { readonly at: number })[] => {
        const last = (movements.get(siren) ?? []).findLast((row) => row.bank === bank && row.file === file && row.number === number);
        const row = files.get(keyOf(bank, file));
        if (last === undefined || row === undefined) return [];
        const { scheme, grantOn, amount, state, movedAt } = last;
        return [{ bank, bankName: banks.get(bank)?.name ?? "", branch: row.branch, branchName: branches.get(keyOf(bank, row.branch))?.name ?? "", file, number, siren, scheme, grantOn, held: state === "released" ? 0 : amount, state: row.state, at: movedAt }];
      });
      return found.toSorted((a, b) => b.at - a.at || (a.number < b.number ? -1 : 1)).map(({ at: _at, ...one }) => one);
    },
    listActs: async (operator, { number, act, before, limit }) => {
      const { operators, acts, banks, branches } = tables();
      if (!operators.has(operator)) return [];
      return acts.filter((row) => (number === undefined || row.number === number) && (act === undefined || row.act === act) && (before === undefined || row.at < before))
        .toSorted((a, b) => b.at - a.at || (a.act < b.act ? -1 : a.act > b.act ? 1 : a.step < b.step ? -1 : 1)).slice(0, limit)
        .map((row) => ({ ...row, bankName: banks.get(row.bank)?.name ?? "", branchName: branches.get(keyOf(row.bank, row.branch))?.name ?? "", personName: operators.get(row.person ?? "")?.name ?? "" }));
    },
  };
}

type Turn = {
  readonly inTurn: <T>(work: () => T | Promise<T>) => Promise<T>; readonly write: (work: () => void) => void; readonly tell: (payload: string) => void; readonly lock: (key: string) => Promise<void>;
};

export function memoryActTransaction(tables: MemoryTables, bank: string, { inTurn, write, tell, lock }: Turn): CentreActTransaction {
  return {
    ofAct: (act) => inTurn(() => tables.acts.filter((row) => row.bank === bank && row.act === act)),
    note: (act, file, epoch) => inTurn(async () => {
      if (act.kind === "expired" ? tables.expiry.row === undefined : !tables.operators.has(act.person ?? "")) throw new OutOfScope("no operator");
      write(() => {
        const same = tables.acts.filter((row) => row.bank === bank && row.act === act.act);
        if (same.some(({ step }) => step === act.step || (step !== "asked" && act.step !== "asked"))) throw new KeyTaken("centre_act_pkey");
        tables.acts.push({ ...act, bank });
      });
      if (file === undefined) return;
      const key = keyOf(bank, act.branch, epoch);
      await lock(keyOf("counter", bank, act.branch));
      const n = (tables.counters.get(key) ?? 0) + 1;
      write(() => {
        const known = tables.files.get(keyOf(bank, act.file));
        if (known?.branch !== act.branch) throw new KeyTaken("the file is not there");
        tables.files.set(keyOf(bank, act.file), { ...known, ...file });
        tables.counters.set(key, n);
        tables.feeds.set(key, [...(tables.feeds.get(key) ?? []), { n, kind: "file", file: act.file, version: file.version, change: file.change }]);
      });
      tell(JSON.stringify({ bank, branch: act.branch, n }));
    }),
  };
}

const isBehind = (one: LookedUpTo, { reservedAt, number }: LookedUpTo): boolean => one.reservedAt > reservedAt || (one.reservedAt === reservedAt && one.number > number);

/** What is given back by itself, and how far that was looked for. */
export function memoryExpiry(tables: () => MemoryTables): Pick<Store, "setExpiry" | "endExpiry" | "listReservations" | "noteLooked"> {
  return {
    setExpiry: async ({ days, warningDays }, at) => {
      const { expiry } = tables();
      const { row } = expiry;
      const since = row?.days === days && row.warningDays === warningDays ? row.since : at;
      expiry.row = { days, warningDays, since, looked: row?.looked ?? { reservedAt: 0, number: "" } };
      return { days, warningDays, since };
    },
    endExpiry: async () => { tables().expiry.row = undefined; },
    listReservations: async (until, limit) => {
      const { expiry: { row }, movements, files } = tables();
      if (row === undefined) return [];
      const made = [...movements.values()].flatMap((rows) => rows.filter(({ state, number, bank, file }) => {
        const last = rows.findLast((one) => one.number === number && one.bank === bank && one.file === file);
        return state === "reserved" && (last?.state === "reserved" || last?.state === "corrected");
      }));
      return made.map(({ bank, file, number, movedAt }) => ({ bank, branch: files.get(keyOf(bank, file))?.branch ?? "", file, number, reservedAt: movedAt }))
        .filter((one) => one.reservedAt <= until && isBehind(one, row.looked)).toSorted((a, b) => (isBehind(a, b) ? 1 : -1)).slice(0, limit);
    },
    noteLooked: async ({ number, reservedAt }) => {
      const { expiry } = tables();
      if (expiry.row !== undefined && isBehind({ number, reservedAt }, expiry.row.looked)) expiry.row = { ...expiry.row, looked: { number, reservedAt } };
    },
  };
}
