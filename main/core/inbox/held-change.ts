import type { HeldChange } from "../../../shared/bridge/inbox-views.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { LineRow } from "../db/outbox.ts";
import { readOwnChange } from "../files/file-known.ts";
import { changeValues } from "./change-values.ts";

/** A change that was not taken, in values that a person reads. One of a kind that this version does not know is named by its kind alone. */
export function heldChange(row: LineRow): HeldChange {
  const [change] = readOwnChange(row);
  const code = change?.verdict?.kind === "refused" ? change.verdict.code : "G2009";
  return { change: row.change, kind: row.kind, madeAt: instant(row.madeAt), code, ...(change === undefined ? { fields: [], document: undefined } : changeValues(change.head.kind, change.body)) };
}
