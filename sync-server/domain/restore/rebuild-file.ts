import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type ChangeId, type UserId } from "../../../shared/kernel/ids.ts";
import { instant, type Instant } from "../../../shared/kernel/instant.ts";
import { err } from "../../../shared/kernel/result.ts";
import { applyChange, versionAfter } from "../../../shared/sync/apply-change.ts";
import { fieldGate } from "../../../shared/sync/field-gate.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { KnownHead } from "../../../shared/sync/read-head.ts";
import { refusal } from "../push/decide.ts";
import type { Fact } from "./read-fact.ts";

/** A re-offered change that made a version of its file, in the earlier epoch. */
export type Lost = {
  /** The version it made there. */
  readonly version: number;
  readonly replica: string;
  readonly seq: number;
  readonly branch: string;
  readonly head: KnownHead;
  readonly body: unknown;
  /** What it was told: accepted, or a refused submission that its file notes ([SY22]). */
  readonly verdict: FirstVerdict;
  readonly fact: Fact | undefined;
};
export type Rebuilt = {
  readonly state: FileState | undefined;
  /** Done, in order, with the verdict that each now has and the state it left. */
  readonly done: readonly { readonly lost: Lost; readonly verdict: FirstVerdict; readonly state: FileState | undefined }[];
  /** Still before their predecessors. */
  readonly waiting: readonly Lost[];
};

/** `rules`: of the centre that rebuilds, by whose name a fact's registration goes on. */
export type Rebuilding = { readonly overHoles: boolean; readonly now: Instant; readonly rules: string };

/**
 * [SY54] Applies what was lost of one file, in the order of the versions it had: the next version at once, what lies beyond a hole only when
 * `overHoles` says that nothing more is awaited. Pure: the same whatever the order of the replicas.
 */
export function rebuildFile(from: FileState | undefined, lost: readonly Lost[], { overHoles, now, rules }: Rebuilding): Rebuilt {
  const ordered = lost.toSorted((a, b) => a.version - b.version || (a.replica < b.replica ? -1 : a.replica > b.replica ? 1 : a.seq - b.seq));
  const done: Rebuilt["done"][number][] = [];
  let state = from;
  for (const [place, one] of ordered.entries()) {
    const isNext = one.version <= (state?.version ?? 0) + 1;
    const isBuildable = state !== undefined || one.head.kind === "created";
    if (!isBuildable || (!isNext && !overHoles)) return { state, done, waiting: ordered.slice(place) };
    const after = applyLost(state, one, now, rules);
    state = after.state ?? state;
    done.push({ lost: one, ...after });
  }
  return { state, done, waiting: [] };
}

/** The moment told by the change itself, which is only shown: the state is then as it was, whoever comes first. */
function applyLost(state: FileState | undefined, one: Lost, now: Instant, rules: string): { readonly verdict: FirstVerdict; readonly state: FileState | undefined } {
  const { head, version } = one;
  const at = instant(Math.min(head.madeAt, now));
  if (one.fact !== undefined && state !== undefined) return reinstate(state, one, one.fact, rules);
  if (one.verdict.kind === "refused") {
    if (state?.status !== "draft") return { verdict: one.verdict, state: undefined };
    return { verdict: one.verdict, state: { ...moved(state, one, at), refusal: { ...errorOf(one.verdict), change: id<ChangeId>(head.change), at } } };
  }
  const outcome = applyChange(state, head, one.body, { at, parseField: fieldGate, floor: version, register: () => err({ code: "G4013" }) });
  if (outcome.kind === "refused") return { verdict: refusal(outcome.error, outcome.state?.version).verdict, state: outcome.state };
  return { verdict: { kind: "accepted", version: outcome.state.version, n: 1, conflicts: [...outcome.conflicts] }, state: outcome.state };
}

/** A fact is not judged again. A file that was registered anew meanwhile keeps the number it has; the ledger holds both, flagged. */
function reinstate(state: FileState, one: Lost, fact: Fact, rules: string): { readonly verdict: FirstVerdict; readonly state: FileState | undefined } {
  if (state.status === "registered") return { verdict: one.verdict, state: undefined };
  const { refusal: _over, ...file } = moved(state, one, instant(fact.at));
  const registration = { number: fact.number, receipt: fact.receipt, registeredAt: instant(fact.at), grantOn: fact.grantOn, rules };
  return { verdict: { ...one.verdict, version: file.version } as FirstVerdict, state: { ...file, status: "registered", conflicts: [], registration } };
}

const moved = (state: FileState, { head, version }: Lost, at: Instant): FileState =>
  ({ ...state, version: versionAfter(state, { floor: version }), updatedBy: head.author as UserId, updatedAt: at }); // the line's owner was checked

const errorOf = ({ code, fields, params }: Extract<FirstVerdict, { kind: "refused" }>): CodedError => ({ code, fields, params });
