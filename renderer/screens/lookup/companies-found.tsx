import type { ReactElement } from "react";
import type { FoundCompany, SourceAnswer } from "../../../shared/bridge/lookup-views.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { SUGGESTED_LEGAL_FORMS } from "../../../shared/pge/legal-forms.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { takeOver } from "../../state/take-over.ts";
import { SourceLine } from "./source-line.tsx";

type Props = { readonly answer: Extract<SourceAnswer, { readonly source: "recherche-entreprises" }>; readonly at: number; readonly fresh: boolean; readonly editable: boolean };

/** One company with all that is told of it, or the few that bear a name. */
export function CompaniesFound({ answer: { companies, total }, at, fresh, editable }: Props): ReactElement {
  const { t, format } = useWords();
  return (
    <div className="lookup-answer">
      {companies.length === 0 ? <p className="small">{t("lookup.none.recherche-entreprises")}</p> : null}
      {companies.map((company) => <Company key={company.siren} company={company} whole={companies.length === 1} editable={editable} />)}
      {total > companies.length ? <p className="quiet small">{t("lookup.more", { n: format.count(total) })}</p> : null}
      <SourceLine source="recherche-entreprises" at={at} fresh={fresh} />
    </div>
  );
}

function Company({ company, whole, editable }: { readonly company: FoundCompany; readonly whole: boolean; readonly editable: boolean }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const name = company.name ?? t(company.isOnePerson ? "lookup.company.person" : "lookup.company.unnamed");
  const siren = grouped(company.siren, "siren");
  const lines = whole ? companyLines(company, words) : companyLines(company, words).filter(({ key }) => key === "address" || key === "state");
  return (
    <article className="lookup-company">
      <header>
        <h4>{name} <span className="quiet">{siren}</span></h4>
        {editable ? <Button short label={t("lookup.take.label", { name: company.name ?? siren })} onPress={() => void takeOver(desk, { kind: "found", siren: company.siren }, company.name ?? siren)}>{t("lookup.take")}</Button> : null}
      </header>
      <dl className="lines small">{lines.map(({ key, value, attend }) => <div key={key}><dt>{t(`lookup.company.${key}`)}</dt><dd className={attend ? "attend" : undefined}>{value}</dd></div>)}</dl>
    </article>
  );
}

type Line = { readonly key: "legalForm" | "naf" | "createdOn" | "address" | "state" | "staff"; readonly value: string; readonly attend?: boolean };

function companyLines({ legalForm, naf, createdOn, address, state, ceasedOn, staff }: FoundCompany, { t, format }: Words): readonly Line[] {
  const untold = t("lookup.company.untold");
  const form = SUGGESTED_LEGAL_FORMS.find(({ code }) => code === legalForm);
  const band = staff === undefined ? undefined : t(`lookup.staff.${staff.band}`);
  return [
    { key: "legalForm", value: [legalForm, form?.label].filter(Boolean).join(" · ") || untold },
    { key: "naf", value: naf ?? untold },
    { key: "createdOn", value: createdOn === undefined ? untold : dateText(createdOn, format) },
    { key: "address", value: address ?? untold },
    { key: "state", value: state === "ceased" && ceasedOn !== undefined ? t("lookup.state.ceasedOn", { date: dateText(ceasedOn, format) }) : t(`lookup.state.${state}`), attend: state === "ceased" },
    { key: "staff", value: staff === undefined || band === undefined ? untold : staff.year === undefined ? t("lookup.staff.noYear", { band }) : t("lookup.staff.year", { band, year: staff.year }) },
  ];
}

const dateText = (text: string, format: Words["format"]): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? format.date(text) : text);
