import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FirstVerdict } from "../../../shared/sync/protocol.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { applyChange, versionFloor, type Applied, type Refused } from "../../../shared/sync/apply-change.ts";
import { fieldGate } from "../../../shared/sync/field-gate.ts";
import type { UserId } from "../../../shared/kernel/ids.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { Caller } from "../services.ts";
import type { Release } from "./open-lines.ts";
import type { KnownHead } from "../../../shared/sync/read-head.ts";
import type { ReadChange } from "./read-change.ts";
import { register, UNSIGNED, type RegistrationContext } from "./register.ts";
import { disclose } from "./disclose.ts";
import { ToldNeeded, type Draft } from "./draft.ts";
import { ruleOnStep } from "./rule-on-step.ts";
import { holdKey } from "./world.ts";

/** A verdict before its place in the feed is known. */
export type PlacelessVerdict =
  | {
      readonly kind: "first"; readonly verdict: FirstVerdict;
      /** The file whose place is the change's. */
      readonly placedBy: string | undefined;
      /** Whether the change's id is now used up: not by a skip, which had no effect, nor where the id was another's. */
      readonly decides: boolean;
    }
  | { readonly kind: "repeat"; readonly first: FirstVerdict; /** Set when the first was given in this very transaction. */ readonly placedBy: string | undefined };

/**
 * One change of a line, in its turn: its verdict, with every effect noted in `draft`. Refusals are verdicts.
 */
export function decideChange(draft: Draft, caller: Caller, replica: string, change: ReadChange, context: RegistrationContext, release?: Release): PlacelessVerdict {
  const { head, content, hash } = change;
  if (head === undefined) return { ...refusal(content.kind === "bad" ? content.error : { code: "G2014" }), decides: false };
  const repeat = draft.decidedBefore(head.change);
  const { change: id, file } = head;
  const key = holdKey(replica, file);
  const cause = draft.holdOf(key);
  // [ER11] Whatever was said of it before: nothing of an erased file is repeated, and its body is not kept (write-part.ts).
  const gone = draft.erasedOf(file);
  if (gone !== undefined) return noted({ ...refusal(gone), decides: repeat === undefined });
  // [SY11] The same intention by the same person on the same file. It holds and frees as it did the first time.
  if (repeat !== undefined && content.kind === "good" && repeat.file === head.file && repeat.person === caller.user) {
    if (repeat.first.kind === "refused") draft.hold(key, head.change);
    else if (cause !== undefined && head.mends === cause) draft.release(key);
    return { kind: "repeat", first: repeat.first, placedBy: repeat.placedBy };
  }
  if (cause !== undefined && head.mends !== cause) return { kind: "first", verdict: { kind: "skipped", cause }, placedBy: undefined, decides: false };
  // [QU4] Turned away unread: the id stays free, so that its author may still send the same intention from a replica that is hers.
  if (release?.refusal !== undefined) {
    draft.hold(key, head.change);
    return { ...refusal(release.refusal), decides: false };
  }
  const decides = repeat === undefined;
  if (content.kind === "bad" || !decides) {
    draft.hold(key, head.change);
    return noted({ ...refusal(content.kind === "bad" ? content.error : { code: "G2014", fields: [{ field: "head.change", reason: "malformed" }] }), decides });
  }
  const outcome = applyOrRefuse(draft, caller, content.head, content.body, hash, context); // throws ToldNeeded before any effect
  if (outcome.state !== undefined) draft.putFile(content.head, release?.by ?? replica, outcome.state);
  if (outcome.kind === "refused") {
    draft.hold(key, head.change); // [SY20]
    return noted({ ...refusal(outcome.error, outcome.state?.version), decides });
  }
  if (cause !== undefined) draft.release(key);
  return noted({ kind: "first", verdict: acceptance(outcome.state, outcome.conflicts, content.head), placedBy: head.file, decides });

  function noted(decided: Decided): Decided {
    if (decided.decides) draft.noteDecided(id, { file, person: caller.user, first: decided.verdict, placedBy: decided.placedBy });
    return decided;
  }
}

type Decided = Extract<PlacelessVerdict, { readonly kind: "first" }>;

export const refusal = (error: CodedError, version?: number) => ({
  kind: "first" as const,
  verdict: { kind: "refused" as const, code: error.code, fields: [...(error.fields ?? [])], params: writable(error.params), ...(version === undefined ? {} : { version }) },
  placedBy: undefined,
});

/** [ST5] A bug of ours costs the change it was met on, never the line: that one is refused, told to whoever watches, and may be re-issued. */
function applyOrRefuse(draft: Draft, caller: Caller, head: KnownHead, body: unknown, hash: string, context: RegistrationContext): Applied | Refused {
  try {
    return applyTo(draft, caller, head, body, hash, context);
  } catch (error) {
    if (error instanceof ToldNeeded) throw error;
    context.onFault(error);
    return { kind: "refused", error: { code: "G5001" } };
  }
}

function applyTo(draft: Draft, caller: Caller, head: KnownHead, body: unknown, hash: string, context: RegistrationContext): Applied | Refused {
  const file = draft.fileOf(head.file);
  const sees = (branch: string): boolean => caller.branches.some((one) => one.id === branch);
  if (file === undefined && head.kind === "created" && draft.isTaken(head.file)) return { kind: "refused", error: { code: "G2015" } };
  // [SY18] What is in a branch that she may not see does not exist for her.
  if (!sees(file?.branch ?? head.branch)) return { kind: "refused", error: { code: "G2008" } };
  return applyChange(file?.state, head, body, {
    at: context.at,
    parseField: fieldGate,
    floor: versionFloor(context.epoch.n),
    madeEveryVersion: true,
    life: {
      author: caller.user as UserId, // found in the directory
      role: caller.role,
      approvals: caller.approvals,
      businessDate: context.businessDate,
      packs: context.packs,
      rule: (fields, grantOn) => ruleOnStep(fields, grantOn, typeof fields.siren === "string" ? draft.entriesOf(fields.siren) : [], file?.state.registration?.number, context.businessDate, context.packs.inForce(context.businessDate)),
    },
    register: (state) => {
      const { siren } = state.fields;
      const registered = register(state, head, hash, typeof siren === "string" ? draft.entriesOf(siren) : [], context);
      if (!registered.ok) return err(disclose(draft, caller.user, head.change, context.at, registered.error));
      draft.reserve(registered.value.movement, registered.value.stated);
      return ok(registered.value.registration);
    },
  });
}

const acceptance = (state: FileState, conflicts: readonly string[], head: KnownHead): FirstVerdict => ({
  kind: "accepted", version: state.version, n: 1, conflicts: [...conflicts],
  ...(head.kind === "submitted" && state.registration !== undefined ? { number: state.registration.number, receipt: UNSIGNED } : {}),
});

function writable(params: CodedError["params"]): Record<string, string | number | string[]> {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, typeof value === "string" || typeof value === "number" ? value : [...value]]));
}
