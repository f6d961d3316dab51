import type { CodedError } from "../kernel/error-codes.ts";
import type { Instant } from "../kernel/instant.ts";
import type { CentreMark, LoanLife } from "../life/loan-life.ts";
import type { PremiumYear } from "../life/premium-years.ts";
import type { StepFacts, StepName } from "../life/step-specs.ts";

/** The life of a loan as a person reads it. */
export type LifeView = {
  readonly now: LoanLife;
  /** The guarantee premium of each year; none before the money left. */
  readonly premiums: readonly PremiumYear[];
  /** Who changed the account that nobody else has confirmed, by name. */
  readonly accountChange: { readonly by: string; readonly at: Instant } | undefined;
  /** Every step recorded, the oldest first; `by` is the person's name. `waiting`: here only, the centre has not judged it yet. `centre`: the centre did it by itself ([LI13]). */
  readonly entries: readonly { readonly step: StepName; readonly facts: StepFacts; readonly by: string; readonly at: Instant; readonly waiting: boolean; readonly centre?: CentreMark }[];
  /** Steps that the centre did not take: nothing of them holds. In sight until they were seen, or another step is recorded. */
  readonly refused: readonly { readonly step: StepName; readonly error: CodedError }[];
  /** What may be recorded next, the usual one first; `whyNot` where this person may not, or something is missing. */
  readonly steps: readonly { readonly step: StepName; readonly whyNot: CodedError | undefined }[];
};
