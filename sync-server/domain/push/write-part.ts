import type { FileState } from "../../../shared/sync/file-state.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { ChangeWrite, Effects, FileWrite } from "../../store/store.ts";
import { sha256 } from "../sha256.ts";
import type { PlacelessVerdict } from "./decide.ts";
import type { DraftPart, OpenFile } from "./draft.ts";
import type { ReadChange } from "./read-change.ts";
import { UNSIGNED } from "./register.ts";

/** One change of a part with all that its row says of it. */
export type DecidedChange = {
  readonly replica: string; readonly change: ReadChange; readonly verdict: PlacelessVerdict;
  /** Last change of this push of its line. */
  readonly lastSeq: number;
  readonly placed: { readonly branch: string; readonly place: number } | undefined;
};
/** Receipts by registration number. */
export type Receipts = ReadonlyMap<string, string>;

/** What the statement of one part writes, its receipts in their places. */
export function effectsOf(part: DraftPart, changes: readonly DecidedChange[], receipts: Receipts, at: number): Effects {
  const { movements, disclosures, holds } = part;
  return {
    created: part.files.filter((file) => !file.isStored).map((file) => toFileWrite(file, receipts, at)),
    updated: part.files.filter((file) => file.isStored).map((file) => toFileWrite(file, receipts, at)),
    changes: changes.map(toChangeWrite),
    movements, disclosures, holds,
  };
}

/** A registration's verdict with its receipt; any other as it is. */
export function withReceipt(one: PlacelessVerdict, receipts: Receipts): PlacelessVerdict {
  return one.kind === "first" ? { ...one, verdict: signedVerdict(one.verdict, receipts) } : { ...one, first: signedVerdict(one.first, receipts) };
}

function signedVerdict(verdict: FirstVerdict, receipts: Receipts): FirstVerdict {
  if (verdict.kind !== "accepted" || verdict.number === undefined || verdict.receipt !== UNSIGNED) return verdict;
  return { ...verdict, receipt: receiptOf(verdict.number, receipts) };
}

function receiptOf(number: string, receipts: Receipts): string {
  const receipt = receipts.get(number);
  if (receipt === undefined) throw new Error("a registration without its receipt");
  return receipt;
}

/** A registered file changes no more, so one that waits for its receipt was registered in this very transaction. */
function signedState(state: FileState, receipts: Receipts): FileState {
  const { registration } = state;
  if (registration === undefined || registration.receipt !== UNSIGNED) return state;
  return { ...state, registration: { ...registration, receipt: receiptOf(registration.number, receipts) } };
}

function toFileWrite({ branch, state, change, replica }: OpenFile, receipts: Receipts, at: number): FileWrite {
  const text = JSON.stringify(signedState(state, receipts));
  const { siren } = state.fields;
  return { file: state.file, branch, version: state.version, status: state.status, siren: typeof siren === "string" ? siren : null, change, replica, state: text, hash: sha256(text), at };
}

function toChangeWrite({ replica, change, verdict, lastSeq, placed }: DecidedChange): ChangeWrite {
  const { head, sealed, seq, hash } = change;
  const kept = change.kept && !isOfErased(verdict);
  return {
    replica, seq, change: head?.change ?? null, file: head?.file ?? null, kind: head?.kind ?? null,
    head: change.kept ? sealed.head : null, body: kept ? sealed.body : null, salt: kept ? sealed.salt : null, hash,
    verdict: keptText(verdict), branch: placed?.branch ?? null, place: placed?.place ?? null, lastSeq, decided: verdict.kind === "first" && verdict.decides,
  };
}

/** [ER11] The head of a change that came too late holds the chain; its body is nobody's any more. */
const isOfErased = (one: PlacelessVerdict): boolean => one.kind === "first" && one.verdict.kind === "refused" && one.verdict.code === "G9571";

/**
 * The text kept of a verdict has no place: that is known only at the end, and kept apart. A repeat is kept as what it repeats, whose place
 * is known when it was given before. So is a verdict of an earlier epoch, with the place it had there.
 */
function keptText(one: PlacelessVerdict): string {
  const verdict = one.kind === "repeat" ? one.first : one.verdict;
  const isPlaced = one.placedBy === undefined;
  return JSON.stringify(verdict.kind !== "accepted" || isPlaced ? verdict : { ...verdict, n: undefined });
}
