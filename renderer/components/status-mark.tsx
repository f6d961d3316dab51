import type { ReactElement, ReactNode } from "react";
import type { RowStatus } from "../../shared/bridge/file-views.ts";
import { useWords } from "./words.ts";

/** A shape a state, so that no state is told by its colour alone. */
const shapes: { readonly [S in RowStatus]: ReactNode } = {
  draft: <circle cx="7" cy="7" r="5" strokeDasharray="2.4 2.2" />,
  incomplete: <><circle cx="7" cy="7" r="5" /><path d="M7 2a5 5 0 0 1 0 10z" fill="currentColor" stroke="none" /></>,
  ready: <><circle cx="7" cy="7" r="5" /><circle cx="7" cy="7" r="2" fill="currentColor" stroke="none" /></>,
  waiting: <><circle cx="7" cy="7" r="5" /><path d="M7 4.2V7l1.8 1.4" /></>,
  registered: <><circle cx="7" cy="7" r="5.6" fill="currentColor" stroke="none" /><path d="M4.4 7.2 6.2 9l3.4-3.8" stroke="var(--sheet)" /></>,
  refused: <><path d="M7 1.2 12.8 7 7 12.8 1.2 7z" /><path d="M7 4.4v3M7 9.4v.1" /></>,
  "to-settle": <><path d="M7 1.2 12.8 7 7 12.8 1.2 7z" fill="currentColor" stroke="none" /><path d="M4.6 6h4.8M4.6 8.2h4.8" stroke="var(--sheet)" /></>,
  approved: <><circle cx="7" cy="7" r="5" /><path d="M4.4 7.2 6.2 9l3.4-3.8" /></>,
  disbursed: <><path d="M7 1.6 13 12.2H1z" /><path d="M7 5.4v3.2M7 10.4v.1" /></>,
  declared: <><rect x="1.6" y="1.6" width="10.8" height="10.8" rx="2.4" fill="currentColor" stroke="none" /><path d="M4.4 7.2 6.2 9l3.4-3.8" stroke="var(--sheet)" /></>,
  incident: <><path d="M7 1.6 13 12.2H1z" fill="currentColor" stroke="none" /><path d="M7 5.4v3.2M7 10.4v.1" stroke="var(--sheet)" /></>,
  called: <><rect x="1.6" y="1.6" width="10.8" height="10.8" rx="2.4" /><path d="M7 4v4M7 10v.1" /></>,
  restructured: <><rect x="1.6" y="1.6" width="10.8" height="10.8" rx="2.4" /><path d="M4 5.4h6M4 8.6h6" /></>,
  repaid: <><rect x="1.6" y="1.6" width="10.8" height="10.8" rx="2.4" /><path d="M4.4 7.2 6.2 9l3.4-3.8" /></>,
  declined: <><circle cx="7" cy="7" r="5" /><path d="M4.8 4.8l4.4 4.4M9.2 4.8 4.8 9.2" /></>,
  cancelled: <><circle cx="7" cy="7" r="5" /><path d="M4 7h6" /></>,
  withdrawn: <><circle cx="7" cy="7" r="5" /><path d="M3.6 3.6l6.8 6.8" /></>,
};
const tones: { readonly [S in RowStatus]: string } = {
  draft: "", incomplete: "", ready: "act", waiting: "", registered: "done", refused: "stop", "to-settle": "attend", withdrawn: "",
  approved: "act", disbursed: "attend", declared: "done", incident: "attend", called: "attend", restructured: "", repaid: "", declined: "", cancelled: "",
};

export function StatusMark({ status }: { readonly status: RowStatus }): ReactElement {
  const { t } = useWords();
  return (
    <span className={`status ${tones[status]}`}>
      <svg aria-hidden="true" width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        {shapes[status]}
      </svg>
      {t(`status.${status}`)}
    </span>
  );
}
