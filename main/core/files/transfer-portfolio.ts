import type { PortfolioMoved } from "../../../shared/bridge/portfolio-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import { countOfAdvisor, listOfAdvisor } from "../db/file-rows.ts";
import type { Desk } from "./desk.ts";
import { oneByOne } from "./one-by-one.ts";
import { recordStep } from "./record-step.ts";

/** Live files that this person follows in these branches. */
export const countPortfolio = (desk: Desk, of: string): number => countOfAdvisor(desk.db.read, of);

/**
 * The next `limit` files that `from` follows, after that one, each handed to `to` by a step of its own: whoever asks goes on page after page, and stops when she likes. A file
 * that cannot be handed on now is counted and left as it was. Errors: G1008, G1005.
 */
export async function transferPortfolio(desk: Desk, { from, to, why, after, limit }: { readonly from: string; readonly to: string; readonly why: string; readonly after: number; readonly limit: number }): Promise<Result<PortfolioMoved, CodedError>> {
  const rows = listOfAdvisor(desk.db.read, from, after, limit);
  const facts = { on: desk.businessDate(), to, ...(why.trim() === "" ? {} : { note: why.trim() }) };
  let moved = 0;
  const told = await oneByOne(desk, rows, ({ file }) => {
    const done = recordStep(desk, file, "assigned", facts);
    if (done.ok) moved += 1;
    return done;
  });
  if (!told.ok) return told;
  return ok({ moved, left: rows.length - moved, ...(rows.length < limit ? {} : { next: rows.at(-1)?.id ?? after }) });
}
