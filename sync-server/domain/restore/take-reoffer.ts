import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { versionFloor } from "../../../shared/sync/apply-change.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { ReofferRequest } from "../../../shared/sync/recovery-messages.ts";
import type { PushTransaction, Store } from "../../store/store.ts";
import { createDraft, keptToVerdict, type Draft } from "../push/draft.ts";
import { refusal, type PlacelessVerdict } from "../push/decide.ts";
import { openLines } from "../push/open-lines.ts";
import type { KnownHead } from "../../../shared/sync/read-head.ts";
import { readChanges, type ReadChange } from "../push/read-change.ts";
import { readWorld } from "../push/read-world.ts";
import type { RegistrationContext } from "../push/register.ts";
import { holdKey } from "../push/world.ts";
import { effectsOf } from "../push/write-part.ts";
import type { Caller } from "../services.ts";
import { readFact, type Fact, type FactContext } from "./read-fact.ts";
import type { Lost } from "./rebuild-file.ts";
import { keyOfLost, rebuildFiles, readWaiting, settleWaiting, toWaitingRow } from "./rebuild-files.ts";

export type RestoreContext = RegistrationContext & Pick<FactContext, "epochs" | "keys"> & { readonly recovering: boolean };
export type ReofferOutcome = Result<{ readonly have: number; readonly verdicts: readonly FirstVerdict[]; readonly waiting: number }, CodedError>;

type Judged = { readonly change: ReadChange; readonly verdict: PlacelessVerdict; readonly lost: Lost | undefined };

/** [SY52] One re-offer in one transaction: its verdicts, what they rebuild, and the replica's mark. A repeat is answered alike. */
export async function takeReoffer(store: Store, bank: BankId, caller: Caller, request: ReofferRequest, context: RestoreContext): Promise<ReofferOutcome> {
  const owner = { bank, replica: request.replica, author: caller.user };
  const changes = await readChanges({ first: request.first, changes: request.changes.map(({ verdict: _told, ...sealed }) => sealed) }, owner);
  const told = new Map(request.changes.map(({ verdict }, index) => [request.first + index, verdict]));
  const scope = { bank, branches: caller.branches.map((branch) => branch.id), persons: [caller.user] };
  return await store.push(scope, async (tx): Promise<ReofferOutcome> => {
    await tx.reoffers.lock();
    const [line] = await openLines(tx, [{ caller, request, changes }]);
    if (line === undefined || !line.ok) return line ?? err({ code: "G3003" });
    const { kept, fresh, replica } = line.value;
    const repeats = kept.map(keptToVerdict);
    const last = fresh.at(-1);
    if (last === undefined) return ok({ have: replica.have, verdicts: repeats, waiting: 0 });

    const files = [...new Set(fresh.flatMap(({ head }) => (head === undefined ? [] : [head.file])))];
    const erased = new Set((await tx.erasedFiles(files)).map(({ file }) => file));
    const facts = new Map<number, Fact>();
    for (const { seq, head, hash, content } of fresh) {
      const fact = head === undefined || content.kind === "bad" || erased.has(head.file) ? undefined : readFact(told.get(seq) ?? NOTHING, head, hash, context);
      if (fact !== undefined) facts.set(seq, fact);
    }
    const stored = (await tx.reoffers.waitingOf(files)).map((row) => readWaiting(row, context));
    const sirens = [...facts.values(), ...stored.flatMap((lost) => lost.fact ?? [])].map((fact) => fact.siren);
    const draft = createDraft(await readWorld(tx, [{ replica: replica.replica, changes: fresh }], sirens));
    const judged = fresh.map((change) => judge(draft, caller, replica.replica, change, told.get(change.seq) ?? NOTHING, facts.get(change.seq), context));

    const mine = judged.flatMap(({ lost }) => lost ?? []);
    const rebuilt = rebuildFiles(draft, [...stored, ...mine], replica.replica, context, !context.recovering);
    const verdictOf = ({ lost, verdict }: Judged): PlacelessVerdict => {
      const after = lost === undefined ? undefined : rebuilt.verdicts.get(keyOfLost(lost));
      return after === undefined || verdict.kind !== "first" ? verdict : { ...verdict, verdict: after, placedBy: after.kind === "accepted" ? lost?.head.file : undefined };
    };
    const verdicts = judged.map(verdictOf);
    await write(tx, draft, judged.map(({ change }, i) => {
      const verdict = verdicts[i] ?? judged[i]?.verdict ?? { kind: "repeat", first: NOTHING, placedBy: undefined };
      return { replica: replica.replica, change, verdict, lastSeq: last.seq, placed: verdict.placedBy === undefined ? undefined : draft.changedFiles().get(verdict.placedBy) };
    }), context);
    const isMine = (lost: Lost): boolean => lost.replica === replica.replica && lost.seq >= (fresh[0]?.seq ?? 0);
    await tx.reoffers.keepWaiting(rebuilt.waiting.filter(isMine).map((lost) => toWaitingRow(lost, caller.user, fresh)), context.at);
    await settleWaiting(tx, rebuilt.done.filter((lost) => !isMine(lost)), rebuilt.verdicts);
    await tx.reoffers.noteReinstated(rebuilt.reinstated, context.at);
    const before = await tx.writeFeed({
      epoch: context.epoch.n,
      branches: [...draft.changedPerBranch()].map(([branch, many]) => ({ branch, many })),
      entries: [...draft.changedFiles()].map(([file, { branch, place, state, change }]) => ({ branch, place, kind: "file" as const, file, version: state.version, change })),
      lines: [{ replica: replica.replica, first: request.first, last: last.seq, lastHash: last.hash, signature: request.signature, at: context.at }],
    });
    const placed = verdicts.map((one): FirstVerdict => {
      const verdict = one.kind === "repeat" ? one.first : one.verdict;
      const open = one.placedBy === undefined ? undefined : draft.changedFiles().get(one.placedBy);
      return verdict.kind === "accepted" && open !== undefined ? { ...verdict, n: (before.get(open.branch) ?? 0) + open.place } : verdict;
    });
    return ok({ have: last.seq, verdicts: [...repeats, ...placed], waiting: rebuilt.waiting.filter(isMine).length });
  });
}

/** Never told by a client whose every change carries its verdict. */
const NOTHING: FirstVerdict = { kind: "refused", code: "G2014", fields: [], params: {} };

async function write(tx: PushTransaction, draft: Draft, changes: Parameters<typeof effectsOf>[1], { at }: RestoreContext): Promise<void> {
  await tx.write(effectsOf(draft.takePart(), changes, new Map(), at));
}

/** What one change alone gets, and what it asks of its file. The hold of a refusal moves as it did the first time ([SY20]). */
function judge(draft: Draft, caller: Caller, replica: string, change: ReadChange, told: FirstVerdict, fact: Fact | undefined, context: RestoreContext): Judged {
  const { head, content } = change;
  if (head === undefined) return { change, verdict: { ...refusal(content.kind === "bad" ? content.error : { code: "G2014" }), decides: false }, lost: undefined };
  const key = holdKey(replica, head.file);
  const repeat = draft.decidedBefore(head.change);
  const decides = repeat === undefined;
  const gone = draft.erasedOf(head.file);
  if (gone !== undefined) { // [ER11] a tombstone outlives every re-offer, and the body is not kept
    const { verdict } = refusal(gone);
    if (decides) draft.noteDecided(head.change, { file: head.file, person: caller.user, first: verdict, placedBy: undefined });
    return { change, verdict: { kind: "first", verdict, placedBy: undefined, decides }, lost: undefined };
  }
  const answer = (verdict: FirstVerdict, lost?: Lost): Judged => {
    if (verdict.kind === "refused") draft.hold(key, head.change);
    else if (verdict.kind === "accepted" && draft.holdOf(key) !== undefined) draft.release(key);
    const isDecided = decides && verdict.kind !== "skipped";
    if (isDecided) draft.noteDecided(head.change, { file: head.file, person: caller.user, first: verdict, placedBy: undefined });
    return { change, verdict: { kind: "first", verdict, placedBy: undefined, decides: isDecided }, lost };
  };
  if (content.kind === "bad") return answer(refusal(content.error).verdict);
  if (repeat !== undefined) {
    if (repeat.file !== head.file || repeat.person !== caller.user) return answer(refusal({ code: "G2014", fields: [{ field: "head.change", reason: "malformed" }] }).verdict);
    return { ...answer(repeat.first), verdict: { kind: "repeat", first: repeat.first, placedBy: repeat.placedBy } };
  }
  const version = told.kind === "skipped" ? undefined : told.version;
  if (version === undefined) return answer(told);
  if (version >= versionFloor(context.epoch.n)) return answer(refusal({ code: "G2014", fields: [{ field: "verdict.version", reason: "malformed" }] }).verdict);
  const known = draft.fileOf(head.file);
  const branch = known?.branch ?? head.branch;
  if (!caller.branches.some((one) => one.id === branch)) return answer(refusal({ code: "G2008" }).verdict);
  if (known === undefined && head.kind === "created" && draft.isTaken(head.file)) return answer(refusal({ code: "G2015" }).verdict);
  if (told.kind === "accepted" && head.kind === "submitted" && fact === undefined) return answer(refusal({ code: "G4013" }).verdict);
  if (fact !== undefined) draft.reinstate(toMovement(fact));
  return answer(told, { version, replica, seq: change.seq, branch, head: content.head satisfies KnownHead, body: content.body, verdict: told, fact });
}

const toMovement = ({ siren, file, scheme, amount, grantOn, number, at }: Fact) => ({ siren, file, scheme, amount, grantOn, state: "reserved" as const, number, movedAt: at });
