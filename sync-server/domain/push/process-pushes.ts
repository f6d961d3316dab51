import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { FirstVerdict, PushRequest, Verdict } from "../../../shared/sync/protocol.ts";
import type { ChangeWrite, DataScope, LineRow, PushTransaction, ReplicaRow, Store } from "../../store/store.ts";
import type { Caller } from "../services.ts";
import { decideChange, type PlacelessVerdict } from "./decide.ts";
import { DISCLOSURE_WINDOW_MS } from "./disclose.ts";
import { createDraft, keptToVerdict, ToldNeeded, type Draft } from "./draft.ts";
import { findFork, refuseLine } from "./line.ts";
import type { ReadChange } from "./read-change.ts";
import { readWorld } from "./read-world.ts";
import type { RegistrationContext } from "./register.ts";
import type { World } from "./world.ts";

/** A push whose changes were read; at most one for each replica in a group. */
export type ReadPush = { readonly caller: Caller; readonly request: PushRequest; readonly changes: readonly ReadChange[] };
export type PushOutcome = Result<{ readonly have: number; readonly verdicts: readonly Verdict[] }, CodedError>;
export type ProcessContext = RegistrationContext;

/** A push that passed its own checks: what is new in it, and what the centre had already answered. */
type Line = { readonly push: ReadPush; readonly replica: ReplicaRow; readonly kept: readonly LineRow[]; readonly fresh: readonly ReadChange[] };
type Decided = { readonly line: Line; readonly verdicts: readonly PlacelessVerdict[] };

/**
 * Pushes of one bank in one transaction ([SY10]), in order of their replicas. A push that is refused as a whole (gap, fork, signature) is
 * its own outcome and has no effect; the others go on.
 */
export async function processPushes(store: Store, bank: BankId, pushes: readonly ReadPush[], context: ProcessContext): Promise<readonly PushOutcome[]> {
  return await store.push(scopeOf(bank, pushes), async (tx) => {
    const lines = await openLines(tx, pushes);
    const open = lines.filter((line) => line.ok).map((line) => line.value);
    const working = open.filter((line) => line.fresh.length > 0);
    const answers = new Map<ReadPush, readonly Verdict[]>();
    if (working.length > 0) {
      const { draft, decided } = await signAll(await decideAll(tx, working, context), context);
      for (const [push, verdicts] of await writeAll(tx, draft, decided, context)) answers.set(push, verdicts);
    }
    return lines.map((line): PushOutcome => {
      if (!line.ok) return line;
      const { push, kept, replica, fresh } = line.value;
      const repeats = kept.map((row): Verdict => ({ kind: "duplicate", first: keptToVerdict(row) }));
      return ok({ have: fresh.at(-1)?.seq ?? replica.have, verdicts: [...repeats, ...(answers.get(push) ?? [])] });
    });
  });
}

function scopeOf(bank: BankId, pushes: readonly ReadPush[]): DataScope {
  return { bank, branches: [...new Set(pushes.flatMap((push) => push.caller.branches.map((branch) => branch.id)))], persons: [...new Set(pushes.map((push) => push.caller.user))] };
}

async function openLines(tx: PushTransaction, pushes: readonly ReadPush[]): Promise<readonly Result<Line, CodedError>[]> {
  const replicas = new Map((await tx.lockReplicas(pushes.map((push) => push.request.replica))).map((row) => [row.replica, row]));
  const lines: Result<Line, CodedError>[] = [];
  for (const push of pushes) {
    const { request, changes, caller } = push;
    const replica = replicas.get(request.replica);
    const refusal = refuseLine(caller.user, replica, request, changes);
    if (refusal !== undefined || replica === undefined) {
      lines.push(err(refusal ?? { code: "G3003" }));
      continue;
    }
    const last = request.first + changes.length - 1;
    const kept = request.first <= replica.have ? await tx.lineOf(replica.replica, request.first, Math.min(last, replica.have)) : [];
    const at = findFork(replica, changes, kept);
    lines.push(at === undefined ? ok({ push, replica, kept, fresh: changes.filter((change) => change.seq > replica.have) }) : err({ code: "G4009", params: { at } }));
  }
  return lines;
}

async function decideAll(tx: PushTransaction, lines: readonly Line[], context: ProcessContext): Promise<{ readonly draft: Draft; readonly decided: readonly Decided[] }> {
  const world = await readWorld(tx, lines.map((line) => ({ replica: line.replica.replica, changes: line.fresh })));
  try {
    return decideOn(world, lines, context);
  } catch (error) {
    if (!(error instanceof ToldNeeded)) throw error;
    // Rare, so it is looked up only now; deciding again from the start has no other effect.
    return decideOn({ ...world, told: await readTold(tx, lines, context.at) }, lines, context);
  }
}

function decideOn(world: World, lines: readonly Line[], context: ProcessContext): { readonly draft: Draft; readonly decided: readonly Decided[] } {
  const draft = createDraft(world);
  const ordered = lines.toSorted((a, b) => (a.replica.replica < b.replica.replica ? -1 : 1));
  const decided = ordered.map((line) => ({
    line,
    verdicts: line.fresh.map((change) => decideChange(draft, line.push.caller, line.replica.replica, change, context)),
  }));
  return { draft, decided };
}

/** Receipts are signed together once everything is decided, and then stand in the verdicts and on the files. */
async function signAll({ draft, decided }: { readonly draft: Draft; readonly decided: readonly Decided[] }, context: ProcessContext): Promise<{ readonly draft: Draft; readonly decided: readonly Decided[] }> {
  const receipts = await draft.signReceipts(context.signReceipt);
  const signed = (one: PlacelessVerdict): PlacelessVerdict => {
    if (one.kind === "repeat" || one.verdict.kind !== "accepted" || one.verdict.receipt === undefined) return one;
    const receipt = receipts.get(one.placedBy ?? "");
    if (receipt === undefined) throw new Error("a registration without its receipt");
    return { ...one, verdict: { ...one.verdict, receipt } };
  };
  return { draft, decided: decided.map(({ line, verdicts }) => ({ line, verdicts: verdicts.map(signed) })) };
}

async function readTold(tx: PushTransaction, lines: readonly Line[], at: number): Promise<World["told"]> {
  const told = new Map<string, ReadonlySet<string>>();
  for (const person of new Set(lines.map((line) => line.push.caller.user))) told.set(person, new Set(await tx.disclosedTo(person, at - DISCLOSURE_WINDOW_MS)));
  return told;
}

async function writeAll(tx: PushTransaction, draft: Draft, decided: readonly Decided[], context: ProcessContext): Promise<ReadonlyMap<ReadPush, readonly Verdict[]>> {
  const places = placesOf(draft);
  await tx.write({ ...draft.effects(context.at), changes: decided.flatMap((one) => changeWrites(one, places)) });
  const before = await tx.writeFeed({
    epoch: context.epoch.n,
    branches: [...places.many].map(([branch, many]) => ({ branch, many })),
    entries: [...draft.changedFiles()].map(([file, { state, change }]) => ({ ...placeIn(places, file), kind: "file" as const, file, version: state.version, change })),
    lines: decided.map(({ line: { push, replica, fresh } }) => ({
      replica: replica.replica, first: push.request.first, last: lastOf(fresh).seq, lastHash: lastOf(fresh).hash, signature: push.request.signature, at: context.at,
    })),
  });
  const placed = (verdict: FirstVerdict, file: string | undefined): FirstVerdict => {
    if (verdict.kind !== "accepted" || file === undefined) return verdict;
    const { branch, place } = placeIn(places, file);
    return { ...verdict, n: (before.get(branch) ?? 0) + place };
  };
  return new Map(decided.map(({ line, verdicts }) => [line.push, verdicts.map((one) => (one.kind === "repeat" ? one.verdict : placed(one.verdict, one.placedBy)))]));
}

type Places = { readonly byFile: ReadonlyMap<string, { readonly branch: string; readonly place: number }>; readonly many: ReadonlyMap<string, number> };

/** [SY41] One place for each file changed, counted within its branch. */
function placesOf(draft: Draft): Places {
  const many = new Map<string, number>();
  const byFile = new Map<string, { branch: string; place: number }>();
  for (const [file, { branch }] of draft.changedFiles()) {
    const place = (many.get(branch) ?? 0) + 1;
    many.set(branch, place);
    byFile.set(file, { branch, place });
  }
  return { byFile, many };
}

function placeIn(places: Places, file: string): { readonly branch: string; readonly place: number } {
  const place = places.byFile.get(file);
  if (place === undefined) throw new Error("a verdict without its file");
  return place;
}

function changeWrites({ line, verdicts }: Decided, places: Places): readonly ChangeWrite[] {
  const lastSeq = lastOf(line.fresh).seq;
  return line.fresh.map((change, index): ChangeWrite => {
    const verdict = verdicts[index];
    if (verdict === undefined) throw new Error("a change without its verdict");
    const place = verdict.kind === "first" && verdict.placedBy !== undefined ? placeIn(places, verdict.placedBy) : undefined;
    const { head, sealed, kept } = change;
    return {
      replica: line.replica.replica, seq: change.seq, change: head?.change ?? null, file: head?.file ?? null, kind: head?.kind ?? null,
      head: kept ? sealed.head : null, body: kept ? sealed.body : null, salt: kept ? sealed.salt : null, hash: change.hash,
      verdict: keptText(verdict), branch: place?.branch ?? null, place: place?.place ?? null, lastSeq, decided: verdict.kind === "first" && verdict.decides,
    };
  });
}

/** The text kept of a verdict has no place: that is known only at the end, and kept apart. A repeat is kept as what it repeats. */
function keptText(one: PlacelessVerdict): string {
  if (one.kind === "repeat") return JSON.stringify(one.verdict.first);
  if (one.verdict.kind !== "accepted") return JSON.stringify(one.verdict);
  return JSON.stringify({ ...one.verdict, n: undefined });
}

function lastOf(changes: readonly ReadChange[]): ReadChange {
  const last = changes.at(-1);
  if (last === undefined) throw new Error("a line without changes");
  return last;
}
