import { OutOfScope, type ErasureFacts, type RetainedRow, type Store } from "../../store/store.ts";
import { headLine } from "../../../shared/audit/purge.ts";
import { isObject, parseJson } from "../../../shared/kernel/json.ts";
import { KeyTaken, type Locks } from "./memory-locks.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

type Powers = { readonly tables: () => MemoryTables; readonly begin: () => Locks; readonly announce: (news: readonly string[]) => void };
const isHeld = (hold: { readonly liftedBy: string | undefined }): boolean => hold.liftedBy === undefined;

/** Retention and erasure, with the checks that the real function makes. The audit is the real stores' own. */
export function memoryErasure({ tables, begin, announce }: Powers): Pick<Store, "listRetained" | "listNeverMade" | "eraseFile" | "findErased" | "listPurges" | "notePurge" | "sweep"> {
  const changesOf = (bank: string, file: string) => [...tables().changes].filter(([key, row]) => key.startsWith(`${bank}/`) && row.file === file);
  const holdsOf = (bank: string, file: string) => [...tables().fileHolds.values()].filter((hold) => hold.bank === bank && hold.file === file && isHeld(hold)).map(({ reason }) => reason).toSorted();
  const ofFile = (bank: string, file: string) => (row: { readonly bank: string; readonly file: string }): boolean => row.bank === bank && row.file === file;
  const quarantinedOf = (bank: string, file: string, decided: boolean) => [...tables().quarantined].filter(([, row]) => row.bank === bank && (row.decision !== undefined) === decided && row.push.includes(file));
  const movementsOf = (bank: string, file: string) => [...tables().movements.values()].flat().filter(ofFile(bank, file));
  /** The ceiling counts it: the last movement of one of its numbers is none of a release. */
  const counts = (bank: string, file: string): boolean => [...new Map(movementsOf(bank, file).map((row) => [row.number, row.state])).values()].some((state) => state !== "released");

  function rowOf(bank: string, file: string): RetainedRow | undefined {
    const row = tables().files.get(keyOf(bank, file));
    if (row !== undefined) return { file, branch: row.branch, state: row.state, changedAt: row.at, holds: holdsOf(bank, file) };
    const heads = changesOf(bank, file).flatMap(([, change]) => (change.head === null ? [] : [change]));
    const branch = heads.map(({ head }) => parseJson(head ?? "")).flatMap((head) => (isObject(head) && typeof head["branch"] === "string" ? [head["branch"]] : [])).toSorted()[0];
    const changedAt = Math.max(0, ...heads.map(({ replica }) => tables().replicas.get(keyOf(bank, replica))?.lastAt ?? 0));
    return branch === undefined || tables().purges.has(keyOf(bank, file)) ? undefined : { file, branch, state: null, changedAt, holds: [] };
  }
  function factsOf(bank: string, file: string): ErasureFacts {
    const changes = changesOf(bank, file).map(([, row]) => row).toSorted((a, b) => (a.replica === b.replica ? a.seq - b.seq : a.replica < b.replica ? -1 : 1));
    const ids = new Set(changes.map(({ change }) => change));
    const { waiting, documents, acts, disclosures } = tables();
    return {
      heads: changes.map(({ replica, seq, hash }) => ({ replica, seq, hash })), links: [], reoffered: [...waiting.values()].filter(ofFile(bank, file)).length, quarantined: quarantinedOf(bank, file, true).length,
      documents: [...documents.keys()].filter((key) => key.startsWith(`${bank}/${file}/`)).length, acts: acts.filter(ofFile(bank, file)).length,
      disclosures: [...disclosures.values()].filter((one) => one.bank === bank && ids.has(one.change)).length, movements: counts(bank, file) ? 0 : movementsOf(bank, file).length,
      inQuarantine: quarantinedOf(bank, file, false).length > 0, unlinked: false,
    };
  }
  function dropWhere<T>(map: Map<string, T>, is: (row: T, key: string) => boolean): void {
    for (const [key, row] of map) if (is(row, key)) map.delete(key);
  }
  function erase(bank: string, file: string, epoch: number, { purge, text, kid, signature }: NonNullable<Awaited<ReturnType<Parameters<Store["eraseFile"]>[3]>>["purge"]>): void {
    const { files, changes, holds, waiting, missing, reinstated, disclosures, acts, accesses, documents, quarantined, movements, purges, counters, feeds } = tables();
    if (holdsOf(bank, file).length > 0 || quarantinedOf(bank, file, false).length > 0) throw new OutOfScope("a file that is held, or whose work waits");
    const own = changesOf(bank, file);
    if (own.some(([, row]) => !purge.heads.includes(headLine(row)))) throw new KeyTaken("more than was stated");
    if (purges.has(keyOf(bank, file))) throw new KeyTaken("purge_pkey");
    const branches = [...new Set([purge.branch, ...own.flatMap(([, row]) => row.branch ?? [])])].toSorted();
    const version = files.get(keyOf(bank, file))?.version ?? 1;
    const ids = new Set(own.map(([, row]) => row.change));
    purges.set(keyOf(bank, file), { bank, file, text, kid, signature, on: purge.on, rule: purge.rule, keptAt: null, contentsAt: null, contentsUntil: null });
    for (const [key, row] of own) changes.set(key, { ...row, body: null, salt: null, verdict: withoutClient(row.verdict) });
    dropWhere(holds, (_cause, key) => key.startsWith(`${bank}/`) && key.endsWith(`/${file}`));
    dropWhere(waiting, ofFile(bank, file));
    dropWhere(missing, ofFile(bank, file));
    dropWhere(reinstated, ofFile(bank, file));
    dropWhere(disclosures, (row) => row.bank === bank && ids.has(row.change));
    dropWhere(documents, (_row, key) => key.startsWith(`${bank}/${file}/`));
    for (const list of [acts, accesses]) for (let i = list.length - 1; i >= 0; i -= 1) if (list[i]?.bank === bank && list[i]?.file === file) list.splice(i, 1);
    for (const [key, row] of quarantinedOf(bank, file, true)) quarantined.set(key, { ...row, push: "" });
    files.delete(keyOf(bank, file));
    if (!counts(bank, file)) for (const [siren, rows] of movements) movements.set(siren, rows.filter((row) => !ofFile(bank, file)(row)));
    for (const branch of branches) {
      const key = keyOf(bank, branch, epoch);
      const n = (counters.get(key) ?? 0) + 1;
      counters.set(key, n);
      feeds.set(key, [...(feeds.get(key) ?? []), { n, kind: "left", file, version, change: purge.purge }]);
      announce([JSON.stringify({ bank, branch, n })]);
    }
  }
  const behind = (after: string | undefined, limit: number, ids: readonly string[]): readonly string[] => [...new Set(ids)].filter((file) => file > (after ?? "")).toSorted().slice(0, limit);

  return {
    listRetained: async ({ bank, branches }, after, limit) => {
      const here = [...tables().files].filter(([key, row]) => key.startsWith(`${bank}/`) && branches.includes(row.branch)).map(([, row]) => row.file);
      return behind(after, limit, here).flatMap((file) => rowOf(bank, file) ?? []);
    },
    listNeverMade: async ({ bank }, after, limit) => {
      const { files, purges } = tables();
      const named = [...tables().changes].flatMap(([key, row]) => (key.startsWith(`${bank}/`) && row.file !== null && row.head !== null ? [row.file] : []));
      return behind(after, limit, named.filter((file) => !files.has(keyOf(bank, file)) && !purges.has(keyOf(bank, file)))).flatMap((file) => rowOf(bank, file) ?? []);
    },
    eraseFile: async ({ bank, branches }, file, epoch, decide) => {
      const held = begin();
      try {
        await held.take(keyOf("file", bank, file));
        const row = rowOf(bank, file);
        const { purge, answer } = await decide(row !== undefined && branches.includes(row.branch) ? row : undefined, factsOf(bank, file));
        if (purge !== undefined) erase(bank, file, epoch, purge);
        return answer;
      } finally {
        held.release();
      }
    },
    findErased: async (bank, files) => erasedIn(tables(), bank, files),
    listPurges: async (after, limit, unfinished = false) =>
      [...tables().purges].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
        .filter((row) => keyOf(row.bank, row.file) > (after === undefined ? "" : keyOf(after.bank, after.file)) && (!unfinished || row.keptAt === null || row.contentsAt === null)).slice(0, limit)
        .map(({ on: _on, rule: _rule, ...row }) => row),
    sweep: async () => undefined,
    notePurge: async ({ bank, file }, { keptAt, contentsAt, contentsUntil }) => {
      const row = tables().purges.get(keyOf(bank, file));
      if (row !== undefined) tables().purges.set(keyOf(bank, file), { ...row, keptAt: row.keptAt ?? keptAt ?? null, contentsAt: row.contentsAt ?? contentsAt ?? null, contentsUntil: contentsUntil === undefined ? row.contentsUntil : contentsUntil });
    },
  };
}

export const erasedIn = ({ purges }: MemoryTables, bank: string, files: readonly string[]) =>
  files.flatMap((file) => {
    const row = purges.get(keyOf(bank, file));
    return row === undefined ? [] : [{ file, on: row.on, rule: row.rule }];
  });

function withoutClient(kept: string): string {
  const verdict = parseJson(kept);
  if (!isObject(verdict)) return kept;
  const { number: _number, receipt: _receipt, ...rest } = verdict;
  return JSON.stringify(rest["kind"] === "refused" ? { ...rest, params: {} } : rest);
}
