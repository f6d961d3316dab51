import type { HoldView } from "../../../shared/bridge/hold-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import type { HoldReason } from "../../../shared/retention/hold-reasons.ts";
import type { HoldsAnswer } from "../../../shared/sync/hold-messages.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import type { Desk } from "../files/desk.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

type Held = Promise<Result<readonly HoldView[], CodedError>>;
/** What holds files ([ER6]). Nothing of it is kept here (G5004 without the centre). */
export type HoldsDesk = {
  readonly list: (asked: { readonly file: string }) => Held;
  readonly set: (asked: { readonly file: string; readonly reason: HoldReason }) => Held;
  readonly lift: (asked: { readonly file: string; readonly hold: string; readonly withdraw?: boolean | undefined }) => Held;
};
type Parts = { readonly address: CentreAddress; readonly transport: Pick<Transport, "holds" | "setHold" | "liftHold">; readonly engine: Pick<SyncEngine, "token" | "now">; readonly desk: Pick<Desk, "me"> };

export function createHoldsDesk({ address, transport, engine, desk }: Parts): HoldsDesk {
  const asked = createAskCentre(address, engine);
  const named = (user: string): string => personName(user, desk.me());
  const view = (answer: Result<HoldsAnswer, CodedError>): Result<readonly HoldView[], CodedError> =>
    answer.ok
      ? ok(answer.value.holds.map(({ hold, reason, user, at, lift }) => ({ hold, reason, by: named(user), at, lift: lift === undefined ? undefined : { by: named(lift.user), until: lift.until, mine: lift.mine } })))
      : answer;
  return {
    list: async ({ file }) => view(await asked((token, where) => transport.holds(token, { ...where, file }))),
    set: async ({ file, reason }) => view(await asked((token, where) => transport.setHold(token, { ...where, file, reason }))),
    lift: async ({ file, hold, withdraw }) => view(await asked((token, where) => transport.liftHold(token, { ...where, file, hold, ...(withdraw === true ? { withdraw } : {}) }))),
  };
}
