import type { PolicyStanding, PolicyStep } from "../../../shared/bridge/policy-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { DEFAULT_POLICY, readKnownPolicy, type BankPolicy } from "../../../shared/policy/bank-policy.ts";
import type { PolicyAnswer, PolicyDecision } from "../../../shared/sync/policy-messages.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** What the bank decided, asked of the centre each time (G5004 without it); what of it is in force here is kept apart. */
export type PolicyDesk = {
  readonly read: () => Promise<Result<PolicyStanding, CodedError>>;
  /** G9591, G9592, G9593, G9504, G9505. */
  readonly propose: (asked: { readonly base: number; readonly policy: BankPolicy }) => Promise<Result<PolicyStanding, CodedError>>;
  /** Exactly what was shown: its text. G9503, G9504, G9505, G9591. */
  readonly confirm: (asked: { readonly base: number; readonly policy: string }) => Promise<Result<PolicyStanding, CodedError>>;
  readonly withdraw: () => Promise<Result<PolicyStanding, CodedError>>;
};
export type PolicyDeskParts = {
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "policy" | "proposePolicy" | "confirmPolicy" | "withdrawPolicy">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
  /** Asks who she is anew: a policy just decided holds here at once. */
  readonly onDecided: () => void;
};

export function createPolicyDesk({ address, transport, engine, onDecided }: PolicyDeskParts): PolicyDesk {
  const asked = createAskCentre(address, engine);
  const seen = (answer: Result<PolicyAnswer, CodedError>): Result<PolicyStanding, CodedError> => (answer.ok ? ok(toStanding(answer.value)) : answer);
  return {
    read: async () => seen(await asked(transport.policy)),
    propose: async (what) => seen(await asked((token, where) => transport.proposePolicy(token, { ...where, ...what, policy: { ...what.policy, declaration: what.policy.declaration ?? null } }))),
    confirm: async (what) => {
      const answer = await asked((token, where) => transport.confirmPolicy(token, { ...where, ...what }));
      if (answer.ok) onDecided();
      return seen(answer);
    },
    withdraw: async () => seen(await asked(transport.withdrawPolicy)),
  };
}

/** As a window or a terminal shows it. */
export function toStanding({ current, asked, before, may }: PolicyAnswer): PolicyStanding {
  const told = [current, ...before];
  const steps = told.map(({ policy, ...decision }: PolicyDecision, place): PolicyStep => {
    const [rules, previous] = [readKnownPolicy(policy), told[place + 1]?.policy];
    // Of a decision whose forerunner is not told any more nothing is said to have changed.
    return { ...decision, rules, was: previous !== undefined ? readKnownPolicy(previous) : decision.n > 1 ? rules : DEFAULT_POLICY };
  });
  const [now = { n: 0, rules: DEFAULT_POLICY, was: DEFAULT_POLICY }, ...rest] = steps;
  return { current: now, before: rest, may, ...(asked === undefined ? {} : { asked: { ...asked, rules: readKnownPolicy(asked.policy) } }) };
}
