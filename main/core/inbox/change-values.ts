import type { HeldChange } from "../../../shared/bridge/inbox-views.ts";
import { isFieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import type { ChangeKind } from "../../../shared/sync/change.ts";
import { readBody } from "../../../shared/sync/read-body.ts";

/** What a change enters, in values that a person reads. Nothing of a body that is not of its kind. */
export function changeValues(kind: ChangeKind, body: unknown): Pick<HeldChange, "fields" | "document"> {
  const read = readBody(kind, body);
  if (!read.ok) return { fields: [], document: undefined };
  return { fields: fieldsOf(read.value).flatMap(([field, value]) => (isFieldName(field) ? [{ field, value }] : [])), document: read.value.kind === "attached" ? read.value.body.name : undefined };
}

type ReadBody = Extract<ReturnType<typeof readBody>, { readonly ok: true }>["value"];

/** What was entered, field by field; the gate is that of the wire: what a refusal was about may be no value of the field, and is told all the same. */
function fieldsOf(read: ReadBody): readonly (readonly [string, FieldValue | null])[] {
  switch (read.kind) {
    case "created": return Object.entries(read.body.fields).map(([field, value]) => [field, value as FieldValue | null]);
    case "edited": return Object.entries(read.body.edits).map(([field, { to }]) => [field, to as FieldValue | null]);
    case "settled": return Object.entries(read.body.settlements).map(([field, { value }]) => [field, value as FieldValue | null]);
    default: return [];
  }
}
