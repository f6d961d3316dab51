import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { ok, type Result } from "../../shared/kernel/result.ts";
import { PORTFOLIO_PAGE } from "../../shared/bridge/portfolio-views.ts";
import type { Desk } from "./desk.ts";

export type PortfolioProgress = { readonly moved: number; readonly left: number };

/** Hands a whole portfolio on, page after page; `tell` hears each, and stops it by answering false. What was handed on before an error stays so. */
export async function transferPortfolio(desk: Desk, asked: { readonly from: string; readonly to: string; readonly why: string }, tell: (progress: PortfolioProgress) => boolean): Promise<Result<PortfolioProgress, CodedError>> {
  let total: PortfolioProgress = { moved: 0, left: 0 };
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof desk.attempt<"portfolio.transfer">>> = await desk.attempt("portfolio.transfer", { ...asked, after, limit: PORTFOLIO_PAGE });
    if (!page.ok) return page;
    total = { moved: total.moved + page.value.moved, left: total.left + page.value.left };
    after = page.value.next;
    if (!tell(total)) break;
  }
  return ok(total);
}
