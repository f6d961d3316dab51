import type { Bridge, BridgeCalls, SessionState } from "../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { CoreDeps } from "../deps.ts";

/** What `createCore` answers, as much of it as a host may use. */
export type HostedCore = {
  readonly handlers: BridgeCalls;
  readonly on: Bridge["on"];
  /** The address that the identity provider redirected to, whole. Refused with G3004 when it is not the answer to a sign-in begun here. */
  readonly completeSignIn: (url: string) => Promise<Result<SessionState, CodedError>>;
  /** Seals what was typed, then closes everything in reverse order. */
  readonly close: () => Promise<void>;
};

export type CreateHostedCore = (deps: CoreDeps) => Promise<HostedCore>;
