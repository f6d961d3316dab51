import type { ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { fieldOfFact } from "../../../shared/pge/missing-facts.ts";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { controlId } from "../file/control-id.ts";
import { focusField } from "../file/focus-field.ts";

/** What is missing, what a person should look at, what was assumed, and which rules spoke. */
export function Grounds({ assessment }: { readonly assessment: Assessment }): ReactElement {
  const words = useWords();
  const { t, find } = words;
  const own = `${assessment.pack.id}@${assessment.pack.version}`;
  const missing = [...new Set(assessment.missing.flatMap((path) => fieldOfFact(path) ?? []))];
  return (
    <>
      {missing.length === 0 ? null : (
        <section className="verdict-section" aria-labelledby="missing-facts">
          <h3 id="missing-facts">{t("verdict.missing")}</h3>
          <ul className="links">{missing.map((field) => <li key={field}><a href={`#${controlId(field)}`} onClick={(event) => { event.preventDefault(); focusField(field); }}>{fieldLabel(field, words)}</a></li>)}</ul>
        </section>
      )}
      {assessment.cautions.length === 0 ? null : (
        <section className="verdict-section attend" aria-labelledby="cautions">
          <h3 id="cautions">{t("verdict.cautions")}</h3>
          <ul>{assessment.cautions.map(({ code }) => <li key={code} className="small">{find(`caution.${code}`) ?? code}</li>)}</ul>
        </section>
      )}
      {assessment.hypotheses.length === 0 ? null : (
        <section className="verdict-section" aria-labelledby="hypotheses">
          <h3 id="hypotheses">{t("verdict.hypotheses")}</h3>
          <ul className="quiet">{assessment.hypotheses.map((id) => <li key={id} className="small">{find(`hypothesis.${id}`) ?? id}</li>)}</ul>
        </section>
      )}
      <p className="quiet small pack-line">{t("verdict.pack", { rules: own })}</p>
    </>
  );
}
