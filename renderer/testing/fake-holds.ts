import type { BridgeCalls, CallAnswers } from "../../shared/bridge/contract.ts";
import type { HoldView } from "../../shared/bridge/hold-calls.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import { NOW } from "./fake-files.ts";

const HOUR = 3_600_000;
const hold = (n: number, over: Partial<HoldView>): HoldView => ({ hold: `0190c0de-0000-7000-8000-0000000000c${n}`, reason: "litigation", by: "Alix Témoin", at: NOW - 50 * HOUR, lift: undefined, ...over });
/** One that a colleague asked to lift, one that stands. */
export const someHolds: readonly HoldView[] = [hold(1, { lift: { by: "Alix Témoin", until: NOW + 20 * HOUR, mine: false } }), hold(2, { reason: "control", at: NOW - 3 * HOUR })];

type Acts = { readonly [C in "holds.list" | "holds.set" | "holds.lift"]: (input: Parameters<BridgeCalls[C]>[0]) => CallAnswers[C] };
/** As the centre answers: what stands afterwards. */
export function actsOnHolds(first: readonly HoldView[], fails: CodedError | undefined): Acts {
  let holds = first;
  const answer = (after: readonly HoldView[]): CallAnswers["holds.list"] => (fails === undefined ? ok((holds = after)) : err(fails));
  return {
    "holds.list": () => answer(holds),
    "holds.set": ({ reason }) => answer([...holds, hold(3, { reason, at: NOW })]),
    "holds.lift": ({ hold: named, withdraw }) => answer(holds.flatMap((one) => {
      if (one.hold !== named) return [one];
      if (withdraw === true) return [{ ...one, lift: undefined }];
      return one.lift === undefined ? [{ ...one, lift: { by: "Maud Modèle", until: NOW + 72 * HOUR, mine: true } }] : [];
    })),
  };
}
