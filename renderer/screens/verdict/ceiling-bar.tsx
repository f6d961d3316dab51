import type { ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { useWords } from "../../components/words.ts";

/** How much of the ceiling is used, asked for, and left. Drawn to scale; past the ceiling, the excess is hatched. */
export function CeilingBar({ assessment, amount }: { readonly assessment: Assessment; readonly amount: number | undefined }): ReactElement | null {
  const { t, format } = useWords();
  const ceiling = assessment.ceiling?.value;
  if (ceiling === undefined || ceiling === 0) return null;
  const used = assessment.used.value;
  const asked = amount ?? 0;
  const scale = Math.max(ceiling, used + asked);
  const inside = Math.max(0, Math.min(asked, ceiling - used));
  const over = Math.max(0, used + asked - ceiling);
  const left = Math.max(0, ceiling - used - asked);
  const part = (value: number): { readonly width: string } => ({ width: `${((value / scale) * 100).toFixed(3)}%` });
  return (
    <figure className="ceiling-bar">
      <div className="bar" aria-hidden="true">
        <span className="used" style={part(Math.min(used, ceiling))} />
        <span className="asked" style={part(inside)} />
        <span className="over" style={part(over)} />
      </div>
      <figcaption>
        <span className="unseen">{t("verdict.bar", { used: format.amount(used), asked: format.amount(asked), ceiling: format.amount(ceiling) })}</span>
        {used > 0 ? <span className="key used">{t("verdict.bar.used")} {format.amount(used)}</span> : null}
        {asked > 0 ? <span className="key asked">{t("verdict.bar.asked")} {format.amount(asked)}</span> : null}
        {over > 0 ? <span className="key over">{t("verdict.bar.over")} {format.amount(over)}</span> : <span className="key left">{t("verdict.bar.left")} {format.amount(left)}</span>}
      </figcaption>
    </figure>
  );
}
