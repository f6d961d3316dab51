import type { MouseEvent, ReactElement } from "react";
import { fileFields, FIELD_NAMES, type Section } from "../../../shared/pge/file-fields.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { LIFE_TITLE } from "../life/life-part.tsx";
import { DOCUMENTS_TITLE } from "./documents-part.tsx";
import { problemsOf, type Problem } from "./file-problems.ts";

export const SECTIONS: readonly Section[] = [...new Set(FIELD_NAMES.map((field) => fileFields[field].section))];
export const sectionId = (section: Section): string => `section-${section}`;

/** The sections, and what is left to do in each. */
export function SectionNav({ problems, editable, life }: { readonly problems: readonly Problem[]; readonly editable: boolean; /** The loan's life stands first. */ readonly life: boolean }): ReactElement {
  const { t, count } = useWords();
  const documents = useDeskState((state) => state.desk.documents?.length ?? 0);
  const follow = (id: string) => (event: MouseEvent): void => {
    event.preventDefault();
    const heading = document.getElementById(id);
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav className="section-nav" aria-label={t("file.sections")}>
      <ol>
        {life ? <li><a href={`#${LIFE_TITLE}`} onClick={follow(LIFE_TITLE)}>{t("life.short")}</a></li> : null}
        {SECTIONS.map((section) => {
          const own = problemsOf(problems, section);
          const faults = own.filter(({ kind }) => kind !== "missing").length;
          const optional = !FIELD_NAMES.some((field) => fileFields[field].section === section && fileFields[field].required);
          return (
            <li key={section}>
              <a href={`#${sectionId(section)}`} onClick={follow(sectionId(section))}>
                {t(`file.section.short.${section}`)}
                {!editable ? null : faults > 0 ? <span className="section-state stop">{count("file.section.faults", faults)}</span>
                  : own.length > 0 ? <span className="section-state">{count("file.section.missing", own.length)}</span>
                  : optional ? <span className="section-state">{t("file.section.optional")}</span>
                  : <span className="section-state done"><Icon name="check" size={12} />{t("file.section.done")}</span>}
              </a>
            </li>
          );
        })}
        <li>
          <a href={`#${DOCUMENTS_TITLE}`} onClick={follow(DOCUMENTS_TITLE)}>
            {t("documents.title")}
            <span className="section-state">{documents === 0 ? t("file.section.optional") : count("documents.count", documents)}</span>
          </a>
        </li>
      </ol>
    </nav>
  );
}
