import { callInputs, type BridgeCalls, type CallName } from "../../../shared/bridge/contract.ts";
import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { Logger } from "../deps.ts";
import { RefusedCall } from "./refused-call.ts";

/** How a call ended, in a form that crosses any wall. `at` is the path of the first fault of a malformed input. */
export type CallOutcome =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly at?: string };

export const isCallName = (name: unknown): name is CallName => typeof name === "string" && Object.hasOwn(callInputs, name);

/**
 * The wall in front of the handlers, the same for every transport: the name must be in the contract (else G4005), the input must parse
 * (else G4001 with its path), and what a handler throws is a bug that crosses as G5001 without a word of its message.
 */
export async function answerCall(handlers: BridgeCalls, log: Logger, name: unknown, input: unknown): Promise<CallOutcome> {
  if (!isCallName(name)) return { ok: false, code: "G4005" };
  const parsed = callInputs[name].safeParse(input);
  if (!parsed.success) return { ok: false, code: "G4001", at: parsed.error.issues[0]?.path.join(".") ?? "" };
  // The gate: the parser of this very name has just made the value, which TypeScript cannot follow through a union of functions.
  const handler = handlers[name] as (value: unknown) => Promise<unknown>;
  try {
    return { ok: true, answer: await handler(parsed.data) };
  } catch (error) {
    if (error instanceof RefusedCall) return { ok: false, code: error.code };
    log.error("call-failed", { call: name, kind: error instanceof Error ? error.name : typeof error, at: firstFrame(error) });
    return { ok: false, code: "G5001" };
  }
}

/** Where it was thrown, never its message: a message may quote what was typed. */
function firstFrame(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  return /\(?([\w.-]+\.(?:ts|js):\d+:\d+)\)?/.exec(error.stack)?.[1];
}
