import { started } from "../../../shared/kernel/started.ts";
import type { FirstVerdict, Verdict } from "../../../shared/sync/protocol.ts";
import type { PushTransaction } from "../../store/store.ts";
import { createBreath } from "../breathe.ts";
import { decideChange, type PlacelessVerdict } from "./decide.ts";
import { DISCLOSURE_WINDOW_MS } from "./disclose.ts";
import { createDraft, ToldNeeded, type Draft, type DraftPart } from "./draft.ts";
import type { Line, ReadPush } from "./open-lines.ts";
import type { ReadChange } from "./read-change.ts";
import { readWorld } from "./read-world.ts";
import type { RegistrationContext } from "./register.ts";
import { effectsOf, withReceipt, type DecidedChange } from "./write-part.ts";

/** Changes decided before they are sent to the store: while it writes one part, the next is decided. */
const PART_CHANGES = 200;

type Part = { readonly draft: DraftPart; readonly changes: readonly (DecidedChange & { readonly line: Line })[]; readonly receipts: Promise<readonly string[]> };

/**
 * Decides every fresh change of these lines, in order of their replicas, and writes what follows, part by part, the feed last. Answers the
 * verdicts of each push's fresh changes.
 */
export async function decideAndWrite(tx: PushTransaction, lines: readonly Line[], context: RegistrationContext): Promise<ReadonlyMap<ReadPush, readonly Verdict[]>> {
  const draft = createDraft(await readWorld(tx, lines.map((line) => ({ replica: line.replica.replica, changes: line.fresh }))));
  const ordered = lines.toSorted((a, b) => (a.replica.replica < b.replica.replica ? -1 : 1));
  const receipts = new Map<string, string>();
  const answered: { readonly line: Line; readonly verdict: PlacelessVerdict }[] = [];
  const writing: Promise<void>[] = [];
  const breath = createBreath();

  /** Sends what a part writes as soon as its receipts are signed, and does not wait for the store. */
  async function send(part: Part): Promise<void> {
    for (const [i, receipt] of (await part.receipts).entries()) receipts.set(part.draft.unsigned[i]?.number ?? "", receipt);
    const changes = part.changes.map((one) => ({ ...one, verdict: withReceipt(one.verdict, receipts) }));
    answered.push(...changes);
    writing.push(started(tx.write(effectsOf(part.draft, changes, receipts, context.at))));
  }

  let signing: Part | undefined;
  for (const changes of partsOf(ordered)) {
    const decided: (DecidedChange & { readonly line: Line })[] = [];
    for (const { line, change } of changes) {
      await breath();
      const { push: { caller, release }, replica: { replica }, fresh } = line;
      const decide = (): PlacelessVerdict => decideChange(draft, caller, replica, change, context, release);
      let verdict: PlacelessVerdict;
      try {
        verdict = decide();
      } catch (error) {
        if (!(error instanceof ToldNeeded)) throw error;
        // Rare, so it is looked up only now; the change had no effect yet.
        draft.recallTold(caller.user, await tx.disclosedTo(caller.user, context.at - DISCLOSURE_WINDOW_MS));
        verdict = decide();
      }
      decided.push({ line, change, verdict, replica, lastSeq: lastOf(fresh).seq, placed: placeOf(draft, verdict) });
    }
    const part = draft.takePart();
    const next: Part = { draft: part, changes: decided, receipts: started(context.signReceipts(part.unsigned)) };
    if (signing !== undefined) await send(signing);
    signing = next;
  }
  if (signing !== undefined) await send(signing);
  // Asked for together; the first that fails, in time, is the reason why the others do.
  const [before] = await Promise.all([writeFeed(tx, draft, ordered, context), ...writing]);
  return verdictsByPush(draft, answered, before);
}

function* partsOf(lines: readonly Line[]): Generator<readonly { readonly line: Line; readonly change: ReadChange }[]> {
  let part: { readonly line: Line; readonly change: ReadChange }[] = [];
  for (const line of lines) {
    for (const change of line.fresh) {
      part.push({ line, change });
      if (part.length < PART_CHANGES) continue;
      yield part;
      part = [];
    }
  }
  if (part.length > 0) yield part;
}

function placeOf(draft: Draft, verdict: PlacelessVerdict): DecidedChange["placed"] {
  return verdict.placedBy !== undefined ? draft.changedFiles().get(verdict.placedBy) : undefined;
}

/** Numbers of the branches before this push. */
function writeFeed(tx: PushTransaction, draft: Draft, lines: readonly Line[], { epoch, at }: RegistrationContext): Promise<ReadonlyMap<string, number>> {
  return tx.writeFeed({
    epoch: epoch.n,
    branches: [...draft.changedPerBranch()].map(([branch, many]) => ({ branch, many })),
    entries: [...draft.changedFiles()].map(([file, { branch, place, state, change }]) => ({ branch, place, kind: "file" as const, file, version: state.version, change })),
    lines: lines.map(({ push: { request }, replica, fresh }) => ({
      replica: replica.replica, first: request.first, last: lastOf(fresh).seq, lastHash: lastOf(fresh).hash, signature: request.signature, at,
    })),
  });
}

function verdictsByPush(draft: Draft, answered: readonly { readonly line: Line; readonly verdict: PlacelessVerdict }[], before: ReadonlyMap<string, number>): ReadonlyMap<ReadPush, readonly Verdict[]> {
  const verdicts = new Map<ReadPush, Verdict[]>();
  for (const { line, verdict } of answered) {
    const list = verdicts.get(line.push) ?? [];
    if (verdict.kind === "first") list.push(placed(verdict.verdict, verdict.placedBy));
    else list.push({ kind: "duplicate", first: placed(verdict.first, verdict.placedBy) });
    verdicts.set(line.push, list);
  }
  return verdicts;

  function placed(verdict: FirstVerdict, file: string | undefined): FirstVerdict {
    const open = file === undefined ? undefined : draft.changedFiles().get(file);
    return verdict.kind !== "accepted" || open === undefined ? verdict : { ...verdict, n: (before.get(open.branch) ?? 0) + open.place };
  }
}

function lastOf(changes: readonly ReadChange[]): ReadChange {
  const last = changes.at(-1);
  if (last === undefined) throw new Error("a line without changes");
  return last;
}
