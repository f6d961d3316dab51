import type { ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { compareAssessments, isUnmoved } from "../../../shared/pge/compare-assessments.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { Moves } from "./moves.tsx";

/** The rules changed while the file was open: what that moves in it, until the person saw it. */
export function RulesMoved({ former, assessment, onSeen }: { readonly former: Assessment; readonly assessment: Assessment; readonly onSeen: () => void }): ReactElement {
  const { t } = useWords();
  return (
    <section className="verdict-section" aria-labelledby="rules-moved" aria-live="polite">
      <h3 id="rules-moved">{t("verdict.rules.title")}</h3>
      <p className="quiet small">{t("verdict.rules.change", { from: packName(former.pack), to: packName(assessment.pack) })}</p>
      {isUnmoved(compareAssessments(former, assessment)) ? <p className="quiet small">{t("verdict.rules.none")}</p> : <Moves foreseen={former} real={assessment} />}
      <Button short look="plain" onPress={onSeen}>{t("verdict.rules.seen")}</Button>
    </section>
  );
}
