import type { PortfolioMoved } from "../../../shared/bridge/portfolio-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { countOfAdvisor, listOfAdvisor } from "../db/file-rows.ts";
import { breathe } from "../tables/written-table.ts";
import type { Desk } from "./desk.ts";
import { recordStep } from "./record-step.ts";

/** Files moved before others are answered. */
const BREATH = 20;

/** Live files that this person follows in these branches. */
export const countPortfolio = (desk: Desk, of: string): number => countOfAdvisor(desk.db.read, of);

/**
 * The next `limit` files that `from` follows, after that one, each handed to `to` by a step of its own: whoever asks goes on page after page, and stops when she likes. A file
 * that cannot be handed on now is counted and left as it was.
 */
export async function transferPortfolio(desk: Desk, { from, to, why, after, limit }: { readonly from: string; readonly to: string; readonly why: string; readonly after: number; readonly limit: number }): Promise<Result<PortfolioMoved, CodedError>> {
  const rows = listOfAdvisor(desk.db.read, from, after, limit);
  const facts = { on: desk.businessDate(), to, ...(why.trim() === "" ? {} : { note: why.trim() }) };
  let [moved, left] = [0, 0];
  for (const [index, { file }] of rows.entries()) {
    if (!desk.isOpen()) break;
    const done = recordStep(desk, file, "assigned", facts);
    // A disk that is full stops the whole; anything else is that file's own.
    if (!done.ok && done.error.code === "G1005") return done;
    if (done.ok) moved += 1;
    else left += 1;
    if (index % BREATH === BREATH - 1) await breathe();
  }
  return ok({ moved, left, ...(rows.length < limit ? {} : { next: rows.at(-1)?.id ?? after }) });
}
