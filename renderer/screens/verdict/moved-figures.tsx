import type { ReactElement } from "react";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { findPack } from "../../../shared/pge/packs/registry.ts";
import { useWords } from "../../components/words.ts";
import { movedFigures, type ComparedFigure } from "./moved.ts";

const names = {
  procedure: "verdict.procedure", ceiling: "verdict.ceiling", used: "verdict.used", available: "verdict.available", quotaPct: "verdict.quota",
  guaranteed: "verdict.guaranteed", premiumScale: "verdict.premiumScale", firstPremium: "verdict.firstPremium",
} as const satisfies { readonly [N in ComparedFigure]: TextKey };

/** Which figure is not the one that was foreseen, and by which text. */
export function MovedFigures({ foreseen, real }: { readonly foreseen: Assessment; readonly real: Assessment }): ReactElement | null {
  const { t, format, find } = useWords();
  const moved = movedFigures(foreseen, real);
  if (foreseen.grantOn === real.grantOn) return null;
  const cite = (id: string | undefined): string => findPack(real.pack.id, real.pack.version)?.references.find((reference) => reference.id === id)?.cite ?? "";
  const show = (name: ComparedFigure, value: string | number | undefined): string => {
    if (value === undefined) return t("verdict.notYet");
    if (typeof value === "string") return find(`verdict.procedure.${value}`) ?? find(`verdict.scale.${value}`) ?? value;
    return name === "quotaPct" ? format.percent(value) : format.amount(value);
  };
  return (
    <section className="verdict-section" aria-labelledby="moved-figures">
      <h3 id="moved-figures">{t("verdict.moved")}</h3>
      {moved.length === 0 ? <p className="quiet small">{t("verdict.moved.none")}</p> : (
        <ul className="moved">
          {moved.map(({ name, from, to, reference }) => (
            <li key={name}><strong>{t(names[name])}</strong> {show(name, from)} → {show(name, to)}<br /><span className="quiet small" lang="fr">{cite(reference)}</span></li>
          ))}
        </ul>
      )}
    </section>
  );
}
