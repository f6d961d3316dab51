import { readable } from "../../../shared/entry/readable-number.ts";
import type { FieldFault } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Format } from "../../../shared/i18n/format.ts";
import { factsOf, type FactSpec, type StepName } from "../../../shared/life/step-specs.ts";
import { parseEntry } from "../../../shared/pge/field-entry.ts";
import type { FieldKind, FieldValue } from "../../../shared/pge/file-fields.ts";

const quantities: readonly FieldKind["kind"][] = ["cents", "count", "percent", "rate"];

/** What was typed of each fact, by name. */
export type TypedFacts = { readonly [name: string]: string };

export const parseFact = (spec: FactSpec, typed: string, format: Format): Result<FieldValue, string> =>
  spec.kind === "choice" ? ok(typed) : parseEntry(spec, quantities.includes(spec.kind) ? readable(typed, format) : typed);

/** The facts in stored form, or every one that cannot be read, in the order of the form. Empty ones are left out. */
export function parseFacts(step: StepName, typed: TypedFacts, format: Format): Result<{ readonly [name: string]: FieldValue }, readonly FieldFault[]> {
  const faults: FieldFault[] = [];
  const facts: [string, FieldValue][] = [];
  for (const [name, spec] of factsOf(step)) {
    const text = typed[name] ?? "";
    if (text.trim() === "") {
      if (spec.required) faults.push({ field: name, reason: "REQUIRED" });
      continue;
    }
    const read = parseFact(spec, text, format);
    if (read.ok) facts.push([name, read.value]);
    else faults.push({ field: name, reason: read.error });
  }
  return faults.length > 0 ? err(faults) : ok(Object.fromEntries(facts));
}
