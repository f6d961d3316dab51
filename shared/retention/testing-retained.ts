import { legalDate } from "../kernel/legal-date.ts";
import { aLoan, after, FACTS } from "../life/testing-loan.ts";
import type { StepName } from "../life/step-specs.ts";
import type { RetainedFile } from "./retention.ts";

/** A registered loan after these steps, last changed on that day. */
export function aRetained(steps: readonly (readonly [StepName, string])[], over: Partial<RetainedFile> = {}): RetainedFile {
  const { status, registration, life } = after(aLoan(), ...steps.map(([step, on]) => [step, FACTS[step](on)] as const));
  return { status, ...(registration === undefined ? {} : { registration }), ...(life === undefined ? {} : { life }), lastChangeOn: legalDate("2020-05-01"), ...over };
}
