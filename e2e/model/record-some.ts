import type { FileId } from "../../shared/kernel/ids.ts";
import { factsOf, type FactSpec, type StepName } from "../../shared/life/step-specs.ts";
import { recordStep } from "../../main/core/files/record-step.ts";
import { viewFile } from "../../main/core/files/file-view.ts";
import { BUSINESS_DATE } from "./people.ts";
import type { Workstation } from "./workstation.ts";

/** Disbursed for this much, more is left of the ceiling; amended to that much, less: both move the ledger. Cents. */
const AMOUNTS = [10_000_000, 16_000_000];

/** One of the steps that this person's screen offers of that file. What a mediation ends in opens the file again, so that there is more to do. */
export function recordSome(desk: Workstation, file: FileId | undefined, pick: number): void {
  const view = file === undefined ? undefined : viewFile(desk.life.desk, file);
  if (file === undefined || view?.ok !== true) return;
  const offered = view.value.life.steps.filter(({ step, whyNot }) => step !== "assigned" && step !== "premium-paid" && whyNot === undefined); // these move no more than a note does, which it has
  const step = offered[pick % Math.max(1, offered.length)]?.step;
  if (step !== undefined) recordStep(desk.life.desk, file, step, factsFor(step, pick));
}

function factsFor(step: StepName, pick: number): Readonly<Record<string, unknown>> {
  const facts = factsOf(step).filter(([name, { required }]) => required || (step === "amended" && name === (pick % 3 === 0 ? "totalYears" : "amount")) || name === "reason");
  return Object.fromEntries(facts.map(([name, spec]) => [name, valueOf(name, spec, pick)]));
}

function valueOf(name: string, spec: FactSpec, pick: number): string | number {
  switch (spec.kind) {
    case "date": return BUSINESS_DATE;
    case "cents": return AMOUNTS[pick % AMOUNTS.length] ?? 0;
    case "count": return Math.min(spec.max, 4 + (pick % 2));
    case "choice": return name === "outcome" && spec.of.includes("ACCORD") ? "ACCORD" : (spec.of[pick % spec.of.length] ?? "");
    default: return "noté";
  }
}
