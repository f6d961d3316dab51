import type { PolicyStanding } from "../../shared/bridge/policy-calls.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { DeclarationLayout } from "../../shared/life/declaration-layout.ts";
import type { BankPolicy } from "../../shared/policy/bank-policy.ts";
import type { Desk } from "./desk.ts";

type Answer = Promise<Result<PolicyStanding, CodedError>>;
export const readPolicy = (desk: Desk): Answer => desk.attempt("policy.read", undefined);
/** The first of two words, over the decision that was shown. */
export const proposePolicy = (desk: Desk, { current }: PolicyStanding, policy: BankPolicy): Answer => desk.attempt("policy.propose", { base: current.n, policy });
/** The second, for exactly what was shown. */
export const confirmPolicy = (desk: Desk, { base, policy }: NonNullable<PolicyStanding["asked"]>): Answer => desk.attempt("policy.confirm", { base, policy });
/** What a chosen file says, before anything is proposed. G9595. */
export const readLayoutFile = (desk: Desk, text: string): Promise<Result<DeclarationLayout, CodedError>> => desk.attempt("policy.readLayout", { text });
export const withdrawPolicy = (desk: Desk): Answer => desk.attempt("policy.withdraw", undefined);
