import type { ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { FigureLine } from "./figure-line.tsx";

/** The figures in the order that one leads to the next. */
export function Figures({ assessment, registered }: { readonly assessment: Assessment; readonly registered: boolean }): ReactElement {
  const { t, format } = useWords();
  const lastContactAt = useDeskState((state) => state.sync?.lastContactAt);
  const pack = assessment.pack;
  const money = (value: number): string => format.amount(value);
  return (
    <div className="figures">
      <FigureLine label={t("verdict.procedure")} figure={assessment.procedure} pack={pack} show={(value) => t(`verdict.procedure.${value}`)} />
      <FigureLine label={t("verdict.ceiling")} figure={assessment.ceiling} pack={pack} show={money} strong />
      <FigureLine label={t("verdict.used")} figure={assessment.used} pack={pack} show={money} />
      <FigureLine label={t("verdict.available")} figure={assessment.available} pack={pack} show={money} strong />
      {registered || assessment.available === undefined ? null : (
        <p className="quiet small figure-note">{lastContactAt === undefined ? t("verdict.offline.never") : t("verdict.offline", { when: format.dayAndTime(lastContactAt) })}</p>
      )}
      <FigureLine label={t("verdict.quota")} figure={assessment.quotaPct} pack={pack} show={(value) => format.percent(value)} />
      <FigureLine label={t("verdict.guaranteed")} figure={assessment.guaranteed} pack={pack} show={money} />
      <FigureLine label={t("verdict.premiumScale")} figure={assessment.premiumScale} pack={pack} show={(value) => t(`verdict.scale.${value}`)} />
      <FigureLine label={t("verdict.firstPremium")} figure={assessment.firstPremium} pack={pack} show={money} strong />
      {(assessment.premiums?.value.length ?? 0) > 1 ? (
        <FigureLine label={t("verdict.premiums")} figure={assessment.premiums} pack={pack} show={(value) => money(value.reduce((sum, premium) => sum + premium, 0))}>
          {(value) => <dl className="lines inputs">{value.map((premium, i) => <div key={i}><dt>{t("verdict.year", { n: i + 1 })}</dt><dd>{format.amountExact(premium)}</dd></div>)}</dl>}
        </FigureLine>
      ) : null}
    </div>
  );
}
