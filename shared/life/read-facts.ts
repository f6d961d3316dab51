import type { FieldFault } from "../kernel/error-codes.ts";
import { isUuid } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { storedProblem } from "../pge/stored-field.ts";
import { factsOf, type StepFacts, type StepName } from "./step-specs.ts";

/** The gate of what is recorded with a step, from the wire or a form: exactly its facts in stored form, each fault named by its fact. */
export function readFacts(step: StepName, value: Readonly<Record<string, unknown>>): Result<StepFacts, readonly FieldFault[]> {
  const specs = factsOf(step);
  const faults: FieldFault[] = Object.keys(value).filter((name) => !specs.some(([known]) => known === name)).map((name) => ({ field: name.slice(0, 60), reason: "UNKNOWN_FIELD" }));
  const facts: [string, unknown][] = [];
  for (const [name, spec] of specs) {
    const fact = value[name];
    if (fact === undefined || fact === null) {
      if (spec.required) faults.push({ field: name, reason: "REQUIRED" });
      continue;
    }
    const problem = spec.kind === "person" ? (isUuid(fact) ? undefined : "PERSON_UNKNOWN") : storedProblem(spec, fact);
    if (problem === undefined) facts.push([name, fact]);
    else faults.push({ field: name, reason: problem });
  }
  return faults.length > 0 ? err(faults) : ok(Object.fromEntries(facts) as StepFacts); // each was checked against its spec, `on` among them
}
