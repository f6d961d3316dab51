import type { ReactElement, ReactNode } from "react";

/** What this place is for, and the first thing to do there. */
export function EmptyState({ title, why, children }: { readonly title: string; readonly why: string; readonly children?: ReactNode }): ReactElement {
  return <div className="empty"><h2>{title}</h2><p>{why}</p>{children}</div>;
}
