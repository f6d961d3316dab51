import type { FieldFault } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import { isFieldName, type FieldName, type FieldPatch, type FieldValue } from "../pge/file-fields.ts";

/** Checks one stored value against its field: shared/pge `parseStoredField`, given as a power. */
export type ParseField = (name: FieldName, value: unknown) => Result<FieldValue, { readonly reason: string }>;

export type ReadFields = { readonly kind: "read"; readonly values: FieldPatch } | { readonly kind: "faulty"; readonly faults: readonly FieldFault[] };

/** A file has fewer fields than this: what names more is not a file, and its answer stays short. */
const MAX_FAULTS = 100;

/** Values of a patch, each through its field's gate. `null` empties a field. All faults are named, not only the first, up to a hundred. */
export function readFields(patch: Readonly<Record<string, unknown>>, parseField: ParseField): ReadFields {
  const values: { [Name in FieldName]?: FieldValue | null } = {};
  const faults: FieldFault[] = [];
  for (const name of Object.keys(patch)) {
    if (faults.length === MAX_FAULTS) break;
    const value = patch[name];
    if (!isFieldName(name)) {
      faults.push({ field: name.slice(0, 60), reason: "unknown-field" });
      continue;
    }
    if (value === null) {
      values[name] = null;
      continue;
    }
    const parsed = parseField(name, value);
    if (parsed.ok) values[name] = parsed.value;
    else faults.push({ field: name, reason: parsed.error.reason });
  }
  return faults.length === 0 ? { kind: "read", values } : { kind: "faulty", faults };
}

/** The entries of a record keyed by field, with their type; other keys are passed over. */
export function fieldEntries<Value>(record: { readonly [Name in FieldName]?: Value | undefined }): readonly (readonly [FieldName, Value])[] {
  const entries: (readonly [FieldName, Value])[] = [];
  for (const name in record) {
    if (!isFieldName(name)) continue;
    const value = record[name];
    if (value !== undefined) entries.push([name, value]);
  }
  return entries;
}

/** Equality of what fields hold: plain JSON, whatever the order of keys. Empty is `undefined` or `null`. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || a === null) return b === undefined || b === null;
  if (typeof a !== "object" || typeof b !== "object" || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  const filled = left.filter(([, value]) => value !== undefined);
  const others = [...right].filter(([, value]) => value !== undefined);
  return filled.length === others.length && filled.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)));
}
