import { err } from "../kernel/result.ts";
import { parseStoredField } from "../pge/stored-field.ts";
import type { ParseField } from "./field-values.ts";

/** The gate of each field as the merge asks for it: the fault's code is the reason shown. */
export const fieldGate: ParseField = (name, value) => {
  const parsed = parseStoredField(name, value);
  return parsed.ok ? parsed : err({ reason: parsed.error.code });
};
