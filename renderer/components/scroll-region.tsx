import type { ReactElement, ReactNode } from "react";

/** A part that scrolls by itself, reachable by keyboard and named. */
export function ScrollRegion({ label, tall = false, children }: { readonly label: string; readonly tall?: boolean; readonly children: ReactNode }): ReactElement {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus, or the keyboard cannot scroll it
  return <section className={tall ? "scroll-table tall" : "scroll-table"} tabIndex={0} aria-label={label}>{children}</section>;
}
