import { EVENT_NAMES, type Bridge, type BridgeEvents, type CallAnswers, type CallInput, type CallName, type EventName } from "../../../shared/bridge/contract.ts";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { CallOutcome } from "./answer-call.ts";

/** A core wherever it runs, as transports carry it: names and inputs not yet parsed, every kind of news on one line. */
export type CoreLink = {
  readonly call: (name: unknown, input: unknown) => Promise<CallOutcome>;
  /** Answers the way to stop listening. */
  readonly listen: (onNews: (name: EventName, news: unknown) => void) => () => void;
  readonly completeSignIn: (url: string) => Promise<Result<SessionState, CodedError>>;
  readonly close: () => Promise<void>;
  /** Settles once, when the core is no longer there: closed, or fallen. */
  readonly ended: Promise<CoreEnd>;
};
export type CoreEnd = { readonly kind: "closed" } | { readonly kind: "fell"; readonly why: string };

/** A call that got no answer of its own: refused at the wall, or a bug behind it. */
export class CallFailure extends Error {
  readonly code: ErrorCode;
  readonly at: string | undefined;
  constructor(code: ErrorCode, at?: string) {
    super(at === undefined || at === "" ? code : `${code} at ${at}`);
    this.name = "CallFailure";
    this.code = code;
    this.at = at;
  }
}

/** The two functions of the contract over any link. Rejects with {@link CallFailure}. */
export function bridgeOf(link: Pick<CoreLink, "call" | "listen">): Bridge {
  return {
    call: async <C extends CallName>(name: C, input: CallInput<C>) => {
      const outcome = await link.call(name, input);
      if (!outcome.ok) throw new CallFailure(outcome.code, outcome.at);
      // The gate: both ends are one build, and the core's handlers are typed by the same contract.
      return outcome.answer as CallAnswers[C]; // eslint-disable-line typescript/no-unnecessary-type-assertion -- without it the compiler gives up on the union of all answers (TS2590)
    },
    on: <E extends EventName>(name: E, listen: (news: BridgeEvents[E]) => void) =>
      link.listen((heard, news) => {
        if (heard === name) listen(news as BridgeEvents[E]);
      }),
  };
}

export const isEventName = (name: unknown): name is EventName => EVENT_NAMES.some((known) => known === name);
