import { useId, useState, type ReactElement, type ReactNode } from "react";
import type { Figure } from "../../../shared/pge/assessment.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { inputLabel, inputValue } from "../../../shared/i18n/figure-words.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { usePacks } from "../../state/packs.ts";
import { noteGuided } from "../../state/guide.ts";

export type FigureLineProps<T> = {
  readonly label: string; readonly figure: Figure<T> | undefined; readonly pack: { readonly id: string; readonly version: string };
  readonly show: (value: T) => string; readonly strong?: boolean; readonly children?: (value: T) => ReactNode;
};

/** A figure on one line, opening in place on its grounds: the rule, what went in, the text, the assumption. */
export function FigureLine<T>({ label, figure, pack, show, strong = false, children }: FigureLineProps<T>): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, find } = words;
  const packs = usePacks();
  const id = useId();
  const [open, setOpen] = useState(false);
  const turn = (): void => {
    if (!open) noteGuided(desk, "figure");
    setOpen(!open);
  };
  if (figure === undefined) return <div className="figure-line still"><span>{label}</span><span className="quiet small">{t("verdict.notYet")}</span></div>;
  const text = packs.find(packName(pack))?.references.find((reference) => reference.id === figure.reference);
  return (
    <div className={open ? "figure-part open" : "figure-part"}>
      <button type="button" className={strong ? "figure-line strong" : "figure-line"} aria-expanded={open} aria-controls={id} onClick={turn}>
        <Icon name="chevron" size={12} />
        <span>{label}</span>
        <span className="figure">{show(figure.value)}</span>
      </button>
      <div id={id} className="figure-grounds" hidden={!open}>
        <p><strong>{find(`rule.${figure.rule}`) ?? t("verdict.rule", { rule: figure.rule })}</strong> <span className="quiet">{figure.rule}</span></p>
        {children?.(figure.value)}
        {figure.inputs.length === 0 ? null : (
          <dl className="lines inputs" aria-label={t("verdict.inputs")}>
            {figure.inputs.map((input, i) => <div key={`${input.name} ${i}`}><dt>{inputLabel(input, words)}</dt><dd>{inputValue(input, words)}</dd></div>)}
          </dl>
        )}
        <p><span className="quiet">{t("verdict.reference")}</span> <span lang="fr">{text?.cite ?? figure.reference}</span>{text === undefined ? null : <span className="quiet"> ({text.source})</span>}</p>
        {figure.hypotheses.map((hypothesis) => <p key={hypothesis} className="hypothesis"><span className="tag">{t("verdict.hypothesis")}</span> {find(`hypothesis.${hypothesis}`) ?? hypothesis}</p>)}
      </div>
    </div>
  );
}
