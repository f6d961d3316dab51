import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { CentreAct } from "../../../shared/life/centre-act.ts";
import type { ActAnswer, Standing } from "../../../shared/sync/operator-messages.ts";
import type { ActDoor, ActStep, ActWrite, PushTransaction, Store } from "../../store/store.ts";
import { lockedToFile } from "../push/world.ts";
import { judgeAct, movementOf, readStanding, standingOf, toActedFile, type ActMoment } from "./judge-act.ts";

/** An act as it was asked, and of which registration. */
export type AskedAct = {
  readonly act: string; readonly number: string; readonly does: CentreAct; readonly reason: string; readonly asked: string;
  readonly bank: string; readonly branch: string; readonly file: string;
};
export type ActBy = { readonly person: string | null; readonly door: ActDoor };
/** How far it goes: shown only, asked for, or the second word on it. */
export type ActWord = "show" | "ask" | "confirm" | "turn-down";
export type ActOutcome = Omit<ActAnswer, "epoch">;

/** [LI14] Acts that a second operator confirms: the company is then free to register elsewhere, which nothing here takes back. */
const needsTwo = (does: CentreAct): boolean => does.kind === "released";

/**
 * One act in one transaction: the file's state and its place in the feed, the ledger, the record. Locks as a push does: file, company, feed. Repeated, it answers
 * what was decided. G2001 the file changed since `seen`; G9720 to G9724; what the rules say.
 */
export async function takeAct(store: Pick<Store, "push">, asked: AskedAct, word: ActWord, by: ActBy, seen: number | undefined, moment: ActMoment): Promise<Result<ActOutcome, CodedError>> {
  const { bank, branch, act, number, does } = asked;
  return await store.push({ bank: bank as BankId, branches: [branch], persons: [] }, async (tx) => { // a bank found in the store
    const [row] = await tx.lockFiles([asked.file]);
    if (row === undefined) return err({ code: "G9720" });
    const kept = await tx.acts.ofAct(act);
    const earlier = repeatOf(kept, asked, word, by);
    if (earlier !== undefined) return earlier;
    const { state } = lockedToFile(row);
    const before = standingOf(state);
    if (state.registration?.number !== number) return err({ code: "G9721", params: { act: does.kind, status: before.status, stage: before.stage } });
    const note = (step: ActStep, after: Standing | undefined): ActWrite => ({
      act, step, kind: does.kind, branch, file: asked.file, number, amount: amountOf(does), reason: asked.reason, asked: asked.asked,
      person: by.person, door: by.door, at: moment.at, before: JSON.stringify(before), after: after === undefined ? null : JSON.stringify(after),
    });
    const answer = (outcome: ActOutcome["outcome"], after?: Standing): Result<ActOutcome, CodedError> => ok({ outcome, act, number, kind: does.kind, before, ...(after === undefined ? {} : { after }) });
    if (word === "turn-down") {
      await tx.acts.note(note("turned-down", undefined), undefined, moment.epoch.n);
      return answer("turned-down");
    }
    if (seen !== undefined && seen !== state.version) return err({ code: "G2001" });
    const siren = state.fields.siren;
    const entries = typeof siren === "string" ? await tx.openLedger([siren]) : [];
    const judged = judgeAct(state, does, asked, entries, moment);
    if (!judged.ok) return judged;
    const after = standingOf(judged.value);
    if (word === "show") return answer("shown", after);
    if (word === "ask" && needsTwo(does)) {
      await tx.acts.note(note("asked", after), undefined, moment.epoch.n);
      return answer("waiting", after);
    }
    await move(tx, movementOf(judged.value));
    await tx.acts.note(note("done", after), toActedFile(judged.value, act), moment.epoch.n);
    return answer("done", after);
  });
}

async function move(tx: PushTransaction, movement: ReturnType<typeof movementOf>): Promise<void> {
  if (movement !== undefined) await tx.write({ created: [], updated: [], changes: [], movements: [movement], holds: [], disclosures: [] });
}

/** What was decided of this request before; undefined where it is to be decided now. */
function repeatOf(kept: readonly ActWrite[], asked: AskedAct, word: ActWord, { person }: ActBy): Result<ActOutcome, CodedError> | undefined {
  const [first] = kept;
  const second = word === "confirm" || word === "turn-down";
  if (first === undefined) return second ? err({ code: "G9724" }) : undefined;
  const isSame = first.number === asked.number && first.file === asked.file && first.kind === asked.does.kind && first.amount === amountOf(asked.does) && first.reason === asked.reason && first.asked === asked.asked;
  if (!isSame) return err({ code: "G9722" });
  const settled = kept.find(({ step }) => step !== "asked");
  if (settled === undefined) {
    if (word === "confirm" && first.person === person) return err({ code: "G9723" });
    return second ? undefined : told(first, "waiting");
  }
  // Said again by whoever settled it: her answer was lost. Said by another: nothing waits any more.
  if (second && !(settled.person === person && settled.step === (word === "confirm" ? "done" : "turned-down"))) return err({ code: "G9724" });
  return told(settled, settled.step === "done" ? "done" : "turned-down");
}

const amountOf = (does: CentreAct): number | null => (does.kind === "corrected" ? does.amount : null);
const told = ({ act, number, kind, before, after }: ActWrite, outcome: ActOutcome["outcome"]): Result<ActOutcome, CodedError> =>
  ok({ outcome, act, number, kind, before: readStanding(before), ...(after === null ? {} : { after: readStanding(after) }) });
