import type { FilePage } from "../../../shared/bridge/file-views.ts";

/** How much of the line to the centre is looked through, oldest first. */
export const SEARCHED = 50;

/** Of the line to the centre, what waits for its decision: drafts stand elsewhere already. A line longer than what was looked through keeps its total, and its rows where none was found. */
export function submittedRows({ rows, total }: FilePage, shown: number): FilePage {
  const submitted = rows.filter(({ next }) => next === "wait");
  return total > rows.length ? { rows: (submitted.length > 0 ? submitted : rows).slice(0, shown), total } : { rows: submitted.slice(0, shown), total: submitted.length };
}
