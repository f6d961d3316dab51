import type { FileView } from "../../shared/bridge/file-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { FieldName, FieldValue } from "../../shared/pge/file-fields.ts";
import { jsonOf, patchDesk } from "./desk-patch.ts";
import { refreshDocuments } from "./documents-slice.ts";
import { refreshLookup } from "./lookup-slice.ts";
import { flushSaves, forgetSaves } from "./saving.ts";
import { emptyDesk, type DeskState } from "./state.ts";
import { stillTyped } from "./still-typed.ts";
import type { Desk } from "./desk.ts";

/** Shows a file. What was typed in the one before is saved and sealed first. */
export async function openFile(desk: Desk, file: FileId): Promise<void> {
  if (await move(desk, { ...emptyDesk, file })) await refreshFile(desk);
}

export async function closeFile(desk: Desk): Promise<void> {
  await move(desk, emptyDesk);
}

/** To another file, or to none, once what was typed is on the disk. */
const moves = new WeakMap<Desk, symbol>();
/** The open file is being left: it is not where she is any more, though it still stands there. */
export const isLeaving = (desk: Desk): boolean => moves.has(desk);

/** False where she went elsewhere meanwhile: what she wants last is what is shown. */
async function move(desk: Desk, next: DeskState): Promise<boolean> {
  const mine = Symbol("move");
  moves.set(desk, mine);
  await leaveFile(desk);
  if (moves.get(desk) !== mine) return false;
  moves.delete(desk);
  desk.set({ desk: next });
  return true;
}

/** Asks the core for the open file again. What is being typed stays. */
export async function refreshFile(desk: Desk): Promise<void> {
  const { file } = desk.get().desk;
  if (file === undefined) return;
  const turn = nextTurn(desk);
  const answer = await desk.attempt("files.open", { file });
  // Asked for again meanwhile, and answered already: answers may overtake each other, and an older one would put back what is past.
  if (turn > (shownTurns.get(desk) ?? 0)) showView(desk, file, turn, answer);
  await refreshBeside(desk);
}

export const createFile = async (desk: Desk): Promise<FileId | undefined> => await showMade(desk, await desk.attempt("files.create", undefined));

/** Shows a file that was just made by the view that answers its making: asking the core again would keep whoever types waiting. */
export async function showMade(desk: Desk, made: Result<FileView, CodedError>): Promise<FileId | undefined> {
  if (!made.ok) {
    desk.set({ failure: made.error });
    return undefined;
  }
  if (await move(desk, { ...emptyDesk, file: made.value.file, view: made.value })) void refreshBeside(desk);
  return made.value.file;
}

/** What stands beside the form of the open file, and has calls of its own. */
const refreshBeside = (desk: Desk): Promise<unknown> => Promise.all([refreshDocuments(desk), refreshLookup(desk)]);

export async function sealFile(desk: Desk): Promise<void> {
  const { file } = desk.get().desk;
  if (file === undefined) return;
  await flushSaves(desk);
  showView(desk, file, nextTurn(desk), await desk.attempt("files.seal", { file }));
}

/** Compare-and-set on the version shown. The view that answers says registered, refused or waiting. */
export async function submitFile(desk: Desk): Promise<void> {
  const { file, view } = desk.get().desk;
  if (file === undefined || view === undefined) return;
  patchDesk(desk, { submitting: true });
  await flushSaves(desk);
  // What is on the screen is not what is on the disk: that is told where it stands, and nothing else is sent.
  if (desk.get().desk.saveError !== undefined) return patchDesk(desk, { submitting: false });
  const turn = nextTurn(desk);
  const answer = await desk.attempt("files.submit", { file, seenVersion: desk.get().desk.view?.version ?? view.version });
  patchDesk(desk, { submitting: false });
  showView(desk, file, turn, answer);
}

export async function withdrawFile(desk: Desk, why: string): Promise<void> {
  const { file } = desk.get().desk;
  if (file !== undefined) showView(desk, file, nextTurn(desk), await desk.attempt("files.withdraw", { file, why }));
}

export async function settleField(desk: Desk, field: FieldName, expected: FieldValue | null, value: FieldValue | null): Promise<void> {
  const { file } = desk.get().desk;
  if (file !== undefined) showView(desk, file, nextTurn(desk), await desk.attempt("files.settle", { file, field, expected: jsonOf(expected), value: jsonOf(value) }));
}

async function leaveFile(desk: Desk): Promise<void> {
  const { file, view, typed } = desk.get().desk;
  if (file === undefined || view === undefined) return;
  const touched = Object.keys(typed).length > 0 || view.pending.length > 0;
  await flushSaves(desk);
  const { saveError } = desk.get().desk;
  if (saveError !== undefined) {
    desk.set({ failure: saveError });
    forgetSaves(desk);
  }
  if (touched && view.editable) await desk.attempt("files.seal", { file });
}

/** Questions and orders for the open file, as they were given; and the latest of those answered. */
const askedTurns = new WeakMap<Desk, number>();
const shownTurns = new WeakMap<Desk, number>();
function nextTurn(desk: Desk): number {
  const turn = (askedTurns.get(desk) ?? 0) + 1;
  askedTurns.set(desk, turn);
  return turn;
}

/** `turn`: when it was asked or ordered. No answer to a question of before it is shown after it; one of after it may be newer, and is. */
function showView(desk: Desk, file: FileId, turn: number, answer: Result<FileView, CodedError>): void {
  const now = desk.get().desk;
  if (now.file !== file) return;
  if (!answer.ok) {
    if (now.view === undefined) patchDesk(desk, { error: answer.error });
    else desk.set({ failure: answer.error });
    return;
  }
  shownTurns.set(desk, Math.max(turn, shownTurns.get(desk) ?? 0));
  // While something is on its way to the disk, a view may be of before it: what was typed stands until all is there.
  patchDesk(desk, { view: answer.value, error: undefined, typed: now.unsaved ? now.typed : stillTyped(now.typed, answer.value.fields) });
}
