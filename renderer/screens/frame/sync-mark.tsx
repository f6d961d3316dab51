import type { ReactElement } from "react";
import type { SyncTelling } from "./sync-telling.ts";

/** Full ring: all at the centre. Open ring: something waits. Crossed: no contact. Diamond: a person must act. */
export function SyncMark({ mark }: { readonly mark: SyncTelling["mark"] }): ReactElement {
  return (
    <svg aria-hidden="true" width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      {mark === "idle" ? <><circle cx="7" cy="7" r="5" /><circle cx="7" cy="7" r="2.2" fill="currentColor" stroke="none" /></> : null}
      {mark === "moving" ? <><path d="M2 7a5 5 0 0 1 8.5-3.5M12 7a5 5 0 0 1-8.5 3.5" /><path d="M10.8 1.6v2.2H8.6M3.2 12.4v-2.2h2.2" /></> : null}
      {mark === "away" ? <><circle cx="7" cy="7" r="5" strokeDasharray="2.4 2.2" /><path d="M3.5 10.5l7-7" /></> : null}
      {mark === "act" ? <path d="M7 1.2 12.8 7 7 12.8 1.2 7z M7 4.4v3M7 9.4v.1" /> : null}
    </svg>
  );
}
