import { isObject } from "../../../shared/kernel/json.ts";
import type { LedgerEntry, PushTransaction } from "../../store/store.ts";
import type { ReadChange } from "./read-change.ts";
import { entriesBySiren, holdKey, lockedToFile, type World } from "./world.ts";

export type FreshLine = { readonly replica: string; readonly changes: readonly ReadChange[] };

/** Takes the locks, in their order, and reads all that deciding may need: a constant number of statements whatever the size. */
export async function readWorld(tx: PushTransaction, lines: readonly FreshLine[], moreSirens: readonly string[] = []): Promise<World> {
  const heads = lines.flatMap((line) => line.changes.flatMap((change) => (change.head === undefined ? [] : [change.head])));
  const files = [...new Set(heads.map((head) => head.file))];
  const created = [...new Set(heads.filter((head) => head.kind === "created").map((head) => head.file))];
  // In this order: whoever's file is seen here, her change ids are seen too, so that a re-issue at the same instant is a repeat.
  const [rows, taken, erased, decided, holds] = await Promise.all([
    tx.lockFiles(files),
    created.length === 0 ? [] : tx.takenFiles(created),
    tx.erasedFiles(files),
    tx.decided([...new Set(heads.map((head) => head.change))]),
    tx.holdsOf(lines.map((line) => line.replica)),
  ]);
  const locked = new Map(rows.map((row) => [row.file, lockedToFile(row)]));
  const gone = new Map(erased.map((one) => [one.file, one]));
  // [ER11] No account is opened for a company that only an erased file names.
  const living = gone.size === 0 ? lines : lines.map(({ replica, changes }) => ({ replica, changes: changes.filter(({ head }) => head === undefined || !gone.has(head.file)) }));
  const sirens = [...new Set([...sirensOf(living, locked), ...moreSirens])].toSorted();
  const entries: readonly LedgerEntry[] = sirens.length === 0 ? [] : await tx.openLedger(sirens);
  return {
    files: locked,
    taken: new Set(taken),
    erased: gone,
    decided: new Map(decided.map((row) => [row.change, row])),
    holds: new Map(holds.map((hold) => [holdKey(hold.replica, hold.file), hold.cause])),
    ledger: entriesBySiren(entries),
  };
}

/**
 * Every company that a submission or a step of a loan here may turn out to concern, in ascending order: the file's present one, and any that a change of the
 * same push gives it. The lock of each is taken before anything is decided.
 */
export function sirensOf(lines: readonly FreshLine[], locked: World["files"]): readonly string[] {
  const submitted = new Set<string>();
  const given = new Map<string, string[]>();
  for (const { content } of lines.flatMap((line) => line.changes)) {
    if (content.kind === "bad") continue;
    const { file, kind } = content.head;
    if (kind === "submitted" || kind === "recorded") submitted.add(file);
    const siren = sirenIn(content.body);
    if (siren !== undefined) given.set(file, [...(given.get(file) ?? []), siren]);
  }
  const sirens = new Set<string>();
  for (const file of submitted) {
    const present = locked.get(file)?.state.fields.siren;
    for (const siren of [present, ...(given.get(file) ?? [])]) if (typeof siren === "string" && /^\d{9}$/.test(siren)) sirens.add(siren);
  }
  return [...sirens].toSorted();
}

/** Where a body of any kind may name a company: `fields.siren`, `edits.siren.to`, `settlements.siren.value`. */
function sirenIn(body: unknown): string | undefined {
  const found = at(body, "fields", "siren") ?? at(body, "edits", "siren", "to") ?? at(body, "settlements", "siren", "value");
  return typeof found === "string" ? found : undefined;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (!isObject(here)) return undefined;
    here = here[name];
  }
  return here;
}
