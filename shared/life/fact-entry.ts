import { readable } from "../entry/readable-number.ts";
import type { FieldFault } from "../kernel/error-codes.ts";
import { legalDate, type LegalDate } from "../kernel/legal-date.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseEntry } from "../pge/field-entry.ts";
import type { FieldValue } from "../pge/file-fields.ts";
import { factsOf, type FactSpec, type StepName } from "./step-specs.ts";

type Reader = { readonly language: "fr" | "en" };
const quantities: readonly FactSpec["kind"][] = ["cents", "count", "percent", "rate"];

/** What was typed of each fact, by name. */
export type TypedFacts = { readonly [name: string]: string };

export const parseFact = (spec: FactSpec, typed: string, reader: Reader): Result<FieldValue, string> =>
  spec.kind === "choice" || spec.kind === "person" ? ok(typed) : parseEntry(spec, quantities.includes(spec.kind) ? readable(typed, reader) : typed);

/** Asked of a person where a day must be given. */
export const DAY = { kind: "date", required: true } as const satisfies FactSpec;

/** A day as people write it. REQUIRED where nothing was typed. */
export function parseDay(typed: string, reader: Reader): Result<LegalDate, string> {
  if (typed.trim() === "") return err("REQUIRED");
  const read = parseFact(DAY, typed, reader);
  if (!read.ok) return read;
  return typeof read.value === "string" ? ok(legalDate(read.value)) : err("DATE_FORMAT");
}

/** The facts in stored form, or every one that cannot be read, in the order of the form. Empty ones are left out. */
export function parseFacts(step: StepName, typed: TypedFacts, reader: Reader): Result<{ readonly [name: string]: FieldValue }, readonly FieldFault[]> {
  const faults: FieldFault[] = [];
  const facts: [string, FieldValue][] = [];
  for (const [name, spec] of factsOf(step)) {
    const text = typed[name] ?? "";
    if (text.trim() === "") {
      if (spec.required) faults.push({ field: name, reason: "REQUIRED" });
      continue;
    }
    const read = parseFact(spec, text, reader);
    if (read.ok) facts.push([name, read.value]);
    else faults.push({ field: name, reason: read.error });
  }
  return faults.length > 0 ? err(faults) : ok(Object.fromEntries(facts));
}
