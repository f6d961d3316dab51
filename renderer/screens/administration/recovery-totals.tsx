import type { ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import type { RecoveryReport } from "../../state/recovery.ts";

const NAMES = ["back", "absent", "waiting", "refused", "reinstated", "flagged", "missing", "alarms"] as const;

/** Everything at a glance; what asks for somebody stands out by its word and its weight. */
export function RecoveryTotals({ totals }: { readonly totals: RecoveryReport["totals"] }): ReactElement {
  const { t, format } = useWords();
  return (
    <dl className="totals">
      {NAMES.map((name) => {
        const n = totals[name] ?? 0;
        return <div key={name} className={n > 0 && name !== "back" && name !== "reinstated" ? "asks" : undefined}><dt>{t(`recovery.${name}`)}</dt><dd>{format.count(n)}</dd></div>;
      })}
    </dl>
  );
}
