import type { BridgeCalls, CallAnswers } from "../../shared/bridge/contract.ts";
import type { PolicyStanding } from "../../shared/bridge/policy-calls.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import { DEFAULT_LAYOUT } from "../../shared/life/default-layout.ts";
import type { BankPolicy } from "../../shared/policy/bank-policy.ts";
import { NOW } from "./fake-files.ts";

const HOUR = 3_600_000;
const byDefault: BankPolicy = { approveWorkstations: false, unlock: "passphrase", graceDays: null, retention: { neverLoanMonths: null, afterLoanYears: null } };
const first: BankPolicy = { ...byDefault, approveWorkstations: true };
const second: BankPolicy = { ...first, graceDays: 14 };
const third: BankPolicy = { ...second, unlock: "both", graceDays: 7, retention: { neverLoanMonths: 6, afterLoanYears: null } };

const decided: Pick<PolicyStanding, "current" | "before"> = {
  current: { n: 2, rules: second, was: first, at: NOW - 400 * HOUR, askedBy: "Alix Témoin", confirmedBy: "Camille Épreuve" },
  before: [{ n: 1, rules: first, was: byDefault, at: NOW - 4_000 * HOUR }],
};
const asked = { base: 2, policy: JSON.stringify(third), rules: third, by: "Camille Épreuve", mine: false, at: NOW - HOUR, until: NOW + 71 * HOUR };

export const undecidedPolicy: CallAnswers["policy.read"] = ok({ current: { n: 0, rules: byDefault, was: byDefault }, before: [], may: ["propose"] });
export const somePolicy: CallAnswers["policy.read"] = ok({ ...decided, may: ["propose"] });
/** Proposed by another administrator. */
export const askedPolicy: CallAnswers["policy.read"] = ok({ ...decided, asked, may: ["confirm", "withdraw"] });
export const stalePolicy: CallAnswers["policy.read"] = ok({ ...decided, asked: { ...asked, base: 1 }, may: ["withdraw"] });

type Acts = { readonly [C in "policy.propose" | "policy.confirm" | "policy.withdraw" | "policy.readLayout"]: (input: Parameters<BridgeCalls[C]>[0]) => CallAnswers[C] };
/** The first word waits for a second one; the second one's policy is in force. */
export const actsOnPolicy = (fails: CodedError | undefined): Acts => ({
  "policy.propose": ({ base, policy }) => (fails !== undefined ? err(fails) : ok({ ...decided, asked: { ...asked, base, policy: JSON.stringify(policy), rules: policy, by: "Hélène Fictive", mine: true }, may: ["withdraw"] })),
  "policy.confirm": () => (fails !== undefined ? err(fails) : ok({ current: { n: 3, rules: third, was: second, at: NOW, askedBy: "Camille Épreuve", confirmedBy: "Hélène Fictive" }, before: [decided.current, ...decided.before], may: ["propose"] })),
  "policy.readLayout": ({ text }) => (text.includes("columns") ? ok({ ...DEFAULT_LAYOUT, delimiter: "|" }) : err({ code: "G9595", fields: [{ field: "columns", reason: "LAYOUT_COLUMNS" }] })),
  "policy.withdraw": () => (fails !== undefined ? err(fails) : somePolicy),
});
