import type { HeldChange } from "../../../shared/bridge/inbox-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { isFieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";
import { readBody } from "../../../shared/sync/read-body.ts";
import type { LineRow } from "../db/outbox.ts";
import { readOwnChange } from "../files/file-known.ts";

/** A change that was not taken, in values that a person reads. One of a kind that this version does not know is named by its kind alone. */
export function heldChange(row: LineRow): HeldChange {
  const [change] = readOwnChange(row);
  const code = change?.verdict?.kind === "refused" ? change.verdict.code : "G2009";
  const common = { change: row.change, kind: row.kind, madeAt: instant(row.madeAt), code };
  const read = change === undefined ? undefined : readBody(change.head.kind, change.body);
  if (read?.ok !== true) return { ...common, fields: [], document: undefined };
  return { ...common, fields: fieldsOf(read.value).flatMap(([field, value]) => (isFieldName(field) ? [{ field, value }] : [])), document: read.value.kind === "attached" ? read.value.body.name : undefined };
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
