import { whyNotFor } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { HoldsAnswer, LiftHoldRequest, ListHoldsRequest, SetHoldRequest } from "../../../shared/sync/hold-messages.ts";
import type { HoldChange, HoldRow, HoldSight, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import { refuseOutOfScope } from "../out-of-scope.ts";
import type { Caller } from "../services.ts";
import { sayWord, standing } from "../two-persons.ts";

/** [ER6] What holds files. Each answer is what stands afterwards. G3002 without the right, G2008 out of her sight, G9576, G9504. */
export type Holds = {
  readonly list: (caller: Caller, request: ListHoldsRequest) => Promise<Result<HoldsAnswer, CodedError>>;
  readonly set: (caller: Caller, request: SetHoldRequest) => Promise<Result<HoldsAnswer, CodedError>>;
  readonly lift: (caller: Caller, request: LiftHoldRequest) => Promise<Result<HoldsAnswer, CodedError>>;
};
type Parts = { readonly store: Pick<Store, "changeHolds">; readonly centre: Centre; readonly now: () => number; readonly randomBytes: (length: number) => Uint8Array; readonly secondWordMs: number };
type Decided = Result<{ readonly change: HoldChange; readonly after: readonly HoldRow[] }, CodedError>;

export function createHolds({ store, centre, now, randomBytes, secondWordMs }: Parts): Holds {
  const newId = (): string => uuidV7(now(), randomBytes(16));

  async function at(caller: Caller, request: ListHoldsRequest, decide: (sight: HoldSight) => Decided): Promise<Result<HoldsAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request) ?? whyNotFor(caller.role, "files.hold");
    const scope = scopeOf(caller);
    if (refusal !== undefined || scope === undefined) return err(refusal ?? { code: "G3002" });
    const decided = await store.changeHolds<Result<readonly HoldRow[], CodedError>>(scope, request.file, (sight) => {
      const one = sight.seen ? decide(sight) : err({ code: "G2008" as const });
      return one.ok ? { change: one.value.change, answer: ok(one.value.after) } : { change: {}, answer: one };
    }).catch(refuseOutOfScope);
    return decided.ok ? ok({ epoch: centre.epoch, holds: decided.value.map((row) => toHold(row, caller)) }) : decided;
  }

  function toHold({ hold, reason, by, at: setAt, word }: HoldRow, caller: Caller): HoldsAnswer["holds"][number] {
    const open = standing(word, now());
    return { hold, reason, user: by, at: setAt, ...(open === undefined ? {} : { lift: { user: open.by, until: open.until, mine: open.by === caller.user } }) };
  }

  return {
    list: (caller, request) => at(caller, request, ({ holds }) => ok({ change: {}, after: holds })),
    set: (caller, request) => at(caller, request, ({ holds }) => {
      if (holds.some(({ reason }) => reason === request.reason)) return err({ code: "G9576" });
      const set = { hold: newId(), reason: request.reason, by: caller.user, at: now() };
      return ok({ change: { set }, after: [...holds, { ...set, word: undefined }] });
    }),
    lift: (caller, request) => at(caller, request, ({ holds }) => {
      const held = holds.find(({ hold }) => hold === request.hold);
      if (held === undefined) return err({ code: "G9576" });
      const others = holds.filter((one) => one !== held);
      if (request.withdraw === true) {
        if (held.word === undefined) return err({ code: "G9576" });
        return ok({ change: { word: { kind: "file-hold", subject: held.hold, write: { settle: { id: held.word.id, as: "withdrawn", by: caller.user, at: now() } } } }, after: [...others, { ...held, word: undefined }] });
      }
      const said = sayWord(held.word, "lift", { person: caller.user, at: now(), forMs: secondWordMs, newId });
      if (!said.ok) return said;
      const { done, write } = said.value;
      const word = { kind: "file-hold" as const, subject: held.hold, write };
      return ok(done ? { change: { word, lift: { hold: held.hold, by: caller.user, at: now() } }, after: others } : { change: { word }, after: [...others, { ...held, word: write.ask }] });
    }),
  };
}
