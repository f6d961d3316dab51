import { parisDate } from "../../../shared/kernel/paris-date.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { RetainedFile } from "../../../shared/retention/retention.ts";
import type { RetainedRow } from "../../store/store.ts";

/** What the rules look at of a row. One that was never made is a draft: all that is here of it are changes that were refused. The state was written by this centre. */
export function toRetained({ state: text, changedAt }: RetainedRow): RetainedFile {
  const lastChangeOn = parisDate(changedAt);
  if (text === null) return { status: "draft", lastChangeOn };
  const { status, registration, life } = JSON.parse(text) as FileState; // guarded by its hash
  return { status, lastChangeOn, ...(registration === undefined ? {} : { registration }), ...(life === undefined ? {} : { life }) };
}
