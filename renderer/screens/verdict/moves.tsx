import { packName } from "../../../shared/pge/packs/packs.ts";
import { usePacks } from "../../state/packs.ts";
import type { ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { compareAssessments } from "../../../shared/pge/compare-assessments.ts";
import { useWords } from "../../components/words.ts";
import { tellMoves } from "./tell-moves.ts";

/** What is not the same on the two dates, line by line; or that nothing is. */
export function Moves({ foreseen, real }: { readonly foreseen: Assessment; readonly real: Assessment }): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const pack = usePacks().find(packName(real.pack));
  const moves = tellMoves(compareAssessments(foreseen, real), pack, words);
  if (moves.length === 0) return <p className="quiet small">{t("verdict.real.none", { from: format.date(foreseen.grantOn), to: format.date(real.grantOn) })}</p>;
  return (
    <ul className="moved">
      {moves.map(({ key, label, change, grounds, cite }) => (
        <li key={key}>
          <strong>{label}</strong> <span className="change">{change}</span>
          {grounds === "" ? null : <span className="quiet small">{grounds}</span>}
          {cite === "" ? null : <span className="quiet small" lang="fr">{cite}</span>}
        </li>
      ))}
    </ul>
  );
}

/** On a registered file: what the real date of grant changed. */
export function MovedFigures({ foreseen, real }: { readonly foreseen: Assessment; readonly real: Assessment }): ReactElement | null {
  const { t } = useWords();
  if (foreseen.grantOn === real.grantOn) return null;
  return (
    <section className="verdict-section" aria-labelledby="moved-figures">
      <h3 id="moved-figures">{t("verdict.moved")}</h3>
      <Moves foreseen={foreseen} real={real} />
    </section>
  );
}
