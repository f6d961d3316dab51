import { packName } from "../../../shared/pge/packs/packs.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import { firstVerdictSchema } from "../../../shared/sync/protocol.ts";
import { readKnownHead } from "../../../shared/sync/read-head.ts";
import type { PushTransaction, ReinstatedRow, WaitingRow } from "../../store/store.ts";
import type { Draft } from "../push/draft.ts";
import type { ReadChange } from "../push/read-change.ts";
import { register } from "../push/register.ts";
import { readFact } from "./read-fact.ts";
import { rebuildFile, type Lost } from "./rebuild-file.ts";
import type { RestoreContext } from "./take-reoffer.ts";

export type RebuiltFiles = {
  /** Of every change that was done, by {@link keyOfLost}: what it is told now. */
  readonly verdicts: ReadonlyMap<string, FirstVerdict>;
  readonly done: readonly Lost[];
  readonly waiting: readonly Lost[];
  readonly reinstated: readonly ReinstatedRow[];
};
export const keyOfLost = ({ replica, seq }: Pick<Lost, "replica" | "seq">): string => `${replica}/${seq}`;

/** Codes by which the centre's rules refuse a registration for what others registered ([SY53]). */
const FLAGS: readonly string[] = ["G2004", "G2010"];

/** Every file of these changes as far as it can be rebuilt, noted in `draft` as written by `replica`. */
export function rebuildFiles(draft: Draft, lost: readonly Lost[], replica: string, context: RestoreContext, overHoles: boolean): RebuiltFiles {
  const verdicts = new Map<string, FirstVerdict>();
  const [done, waiting, reinstated]: [Lost[], Lost[], ReinstatedRow[]] = [[], [], []];
  for (const [file, ofFile] of Map.groupBy(lost, ({ head }) => head.file)) {
    const known = draft.fileOf(file);
    // A colleague's change of what is now another branch's file waits: the report names it.
    const [here, elsewhere] = [ofFile.filter(({ branch }) => known === undefined || known.branch === branch), ofFile.filter(({ branch }) => known !== undefined && known.branch !== branch)];
    const rebuilt = rebuildFile(known?.state, here, { overHoles, now: context.at, rules: packName(context.packs.inForce(context.businessDate)) });
    for (const one of rebuilt.done) {
      done.push(one.lost);
      verdicts.set(keyOfLost(one.lost), one.verdict);
      if (one.state !== undefined) draft.putFile(one.lost.head, replica, one.state);
    }
    waiting.push(...rebuilt.waiting, ...elsewhere);
    for (const one of ofFile) if (one.fact !== undefined) reinstated.push({ number: one.fact.number, file, replica: one.replica, flag: flagOf(draft, one, rebuilt.done.find((each) => each.lost === one)?.state, context) });
  }
  return { verdicts, done, waiting, reinstated };
}

/** What the centre's rules would say of this registration today, beside the others that are live. */
function flagOf(draft: Draft, { head, fact }: Lost, state: Parameters<typeof register>[0] | undefined, context: RestoreContext): string | null {
  if (fact === undefined || state === undefined) return null;
  const others = draft.entriesOf(fact.siren).filter((entry) => entry.number !== fact.number);
  if (others.length === 0) return null;
  const judged = register(state, head, fact.changeHash, others, context);
  return !judged.ok && FLAGS.includes(judged.error.error.code) ? judged.error.error.code : null;
}

/**
 * What waited and is done now leaves, but for what was refused after all: that is kept, with the verdict that its author is told late ([SY58]). She had
 * been told that it was accepted.
 */
export async function settleWaiting(tx: Pick<PushTransaction, "reoffers">, done: readonly Lost[], verdicts: RebuiltFiles["verdicts"]): Promise<void> {
  const refused = done.flatMap((lost) => {
    const verdict = verdicts.get(keyOfLost(lost));
    return verdict?.kind === "refused" && lost.verdict.kind === "accepted" ? [{ lost, ...placeOf(lost), code: verdict.code, late: JSON.stringify(verdict) }] : [];
  });
  const kept = new Set(refused.map(({ lost }) => lost));
  await tx.reoffers.dropWaiting(done.filter((lost) => !kept.has(lost)).map(placeOf));
  await tx.reoffers.refuseWaiting(refused.map(({ lost: _lost, ...place }) => place));
}

const placeOf = ({ head, version, replica, seq }: Lost) => ({ file: head.file, version, replica, seq });

export function toWaitingRow(lost: Lost, person: string, changes: readonly ReadChange[]): WaitingRow {
  const change = changes.find(({ seq }) => seq === lost.seq);
  if (change === undefined) throw new Error("a change that waits without having come");
  const { head, version, replica, seq, branch, verdict, fact } = lost;
  return { file: head.file, version, replica, seq, person, branch, kind: head.kind, head: change.sealed.head, body: change.sealed.body, hash: change.hash, verdict: JSON.stringify(verdict), number: fact?.number ?? null };
}

/** Written by {@link toWaitingRow}: a row that cannot be read is a bug of ours. */
export function readWaiting(row: WaitingRow, context: RestoreContext): Lost {
  const head = readKnownHead(row.head);
  if (head === undefined) throw new Error("a change that waits cannot be read");
  const verdict = firstVerdictSchema.parse(JSON.parse(row.verdict));
  const body: unknown = JSON.parse(row.body);
  return { version: row.version, replica: row.replica, seq: row.seq, branch: row.branch, head, body, verdict, fact: readFact(verdict, head, row.hash, context) };
}
