import type { BridgeCalls } from "../../../shared/bridge/contract.ts";
import { isErrorCode, type ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { MOST_ERRORS, type Diagnostic } from "../../../shared/sync/diagnostic-messages.ts";
import type { LogFacts, Logger } from "../deps.ts";

/** Codes of what went wrong since the program started, never what they were about: from answers to the window, and from what was logged. */
export type ErrorNotes = {
  readonly list: () => Diagnostic["errors"];
  readonly noted: (handlers: BridgeCalls) => BridgeCalls;
  readonly logOf: (log: Logger) => Logger;
};

export function createErrorNotes(now: () => number): ErrorNotes {
  /** The last one noted is the last key. */
  const known = new Map<ErrorCode, { readonly times: number; readonly lastAt: number }>();
  const note = (code: unknown): void => {
    if (typeof code !== "string" || !isErrorCode(code)) return;
    const times = Math.min(99_999_999, (known.get(code)?.times ?? 0) + 1);
    known.delete(code);
    known.set(code, { times, lastAt: now() });
  };
  const watch = (answer: (input: never) => Promise<unknown>) => async (input: never): Promise<unknown> => {
    const told = await answer(input);
    if (typeof told === "object" && told !== null && "ok" in told && told.ok === false && "error" in told && typeof told.error === "object" && told.error !== null && "code" in told.error) note(told.error.code);
    return told;
  };
  const heard = (log: Logger["warn"]): Logger["warn"] => (event, facts?: LogFacts) => {
    note(facts?.["code"]);
    log(event, facts);
  };
  return {
    list: () => [...known].toReversed().slice(0, MOST_ERRORS).map(([code, { times, lastAt }]) => ({ code, times, lastAt })),
    // The gate: each handler answers as it did, under its own name.
    noted: (handlers) => Object.fromEntries(Object.entries(handlers).map(([name, answer]) => [name, watch(answer)])) as unknown as BridgeCalls,
    logOf: (log) => ({ info: (event, facts) => log.info(event, facts), warn: heard((event, facts) => log.warn(event, facts)), error: heard((event, facts) => log.error(event, facts)) }),
  };
}
