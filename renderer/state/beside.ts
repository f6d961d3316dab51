import type { Profile } from "../../shared/bridge/session-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { StepName } from "../../shared/life/step-specs.ts";
import type { Desk } from "./desk.ts";
import { recordBy, type StepFacts } from "./life.ts";

/** Other profiles of this computer; empty while they are asked for, or where there are none. */
export const peopleBeside = async (desk: Desk): Promise<readonly Profile[]> => (await desk.ask("beside.people", undefined)) ?? [];

/** A colleague records a step of the open file, with her own passphrase. Answers why not. */
export const recordBeside = async (desk: Desk, who: { readonly profile: string; readonly passphrase: string }, step: StepName, facts: StepFacts): Promise<CodedError | undefined> =>
  await recordBy(desk, facts, async (said) => await desk.attempt("beside.record", { ...said, ...who, step }));
