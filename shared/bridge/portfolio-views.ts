/** What became of one page of a portfolio; `next`: where the following one begins, absent after the last. */
export type PortfolioMoved = { readonly moved: number; readonly left: number; readonly next?: number };
/** Files of one page. */
export const PORTFOLIO_PAGE = 100;
