import type { CodedError } from "../kernel/error-codes.ts";
import { ok, type Result } from "../kernel/result.ts";
import { PORTFOLIO_PAGE, type PortfolioMoved } from "./portfolio-views.ts";

export type PortfolioProgress = { readonly moved: number; readonly left: number };
type Page = { readonly after: number; readonly limit: number };

/** Hands a whole portfolio on, page after page; `tell` hears each and whether more follow, and stops it by answering false. What was handed on before an error stays so. */
export async function transferPages(transfer: (page: Page) => Promise<Result<PortfolioMoved, CodedError>>, tell: (progress: PortfolioProgress, hasMore: boolean) => boolean): Promise<Result<PortfolioProgress, CodedError>> {
  let total: PortfolioProgress = { moved: 0, left: 0 };
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Result<PortfolioMoved, CodedError> = await transfer({ after, limit: PORTFOLIO_PAGE });
    if (!page.ok) return page;
    total = { moved: total.moved + page.value.moved, left: total.left + page.value.left };
    after = page.value.next;
    if (!tell(total, after !== undefined)) break;
  }
  return ok(total);
}
