import { useEffect, useMemo, type ReactElement, type Ref } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { fileFields, FIELD_NAMES, type Fields, type Section } from "../../../shared/pge/file-fields.ts";
import { faultText, fieldLabel } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { LifePart } from "../life/life-part.tsx";
import { DocumentsPart } from "./documents-part.tsx";
import { FieldControl } from "./field-control.tsx";
import { visibleFields } from "./field-visibility.ts";
import { FileHead } from "./file-head.tsx";
import { FileNotices } from "./file-notices.tsx";
import { problemsOf, type Problem } from "./file-problems.ts";
import { focusField } from "./focus-field.ts";
import { ProblemSummary } from "./problem-summary.tsx";
import { SaveFailed } from "./save-failed.tsx";
import { UndoBar } from "./undo-bar.tsx";
import { useHelpKey } from "./use-help-key.ts";
import { SectionNav, sectionId, SECTIONS } from "./section-nav.tsx";
import { LookupPart } from "../lookup/lookup-part.tsx";
import { TakenNote } from "../lookup/taken-note.tsx";
import { EvidencePart } from "../papers/evidence-part.tsx";
import { PapersPart } from "../papers/papers-part.tsx";
import { HoldPart } from "./hold-part.tsx";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { usePacks } from "../../state/packs.ts";
import { WithdrawPart } from "./withdraw-part.tsx";

export type FileFormProps = {
  readonly view: FileView; readonly fields: Fields; readonly assessment: Assessment; readonly problems: readonly Problem[];
  /** The person asked to submit: empty required fields are now told beside each. */
  readonly tried: boolean;
  /** False for the first moment of a new file: its first section answers the key. */
  readonly isWhole: boolean;
  readonly summary: Ref<HTMLElement>;
};

export function FileForm({ view, fields, assessment, problems, tried, isWhole, summary }: FileFormProps): ReactElement {
  const { t } = useWords();
  const needed = useMemo(() => new Set([...problems.map(({ field }) => field), ...view.conflicts.map(({ field }) => field)]), [problems, view.conflicts]);
  const scheme = usePacks().find(packName(assessment.pack))?.schemes.find(({ code }) => code === fields.scheme);
  const { shown, kept } = useMemo(() => visibleFields(fields, assessment, needed, scheme?.fields), [fields, assessment, needed, scheme]);
  useHelpKey();
  const isNew = isNewFile(view);
  useEffect(() => {
    if (isNew) focusField("siren");
  }, [isNew]);
  return (
    <div className="file-pane">
      <FileHead view={view} fields={fields} />
      <FileNotices view={view} fields={fields} />
      {isLife(view) ? <LifePart view={view} /> : null}
      {tried && problems.length > 0 ? <ProblemSummary problems={problems} ref={summary} /> : null}
      <div className="form-top">
        <SaveFailed />
        {view.editable ? <UndoBar /> : null}
        <TakenNote />
        <SectionNav problems={problems} editable={view.editable} life={isLife(view)} />
      </div>
      <form className={view.editable ? "file-form" : "file-form reading"} noValidate onSubmit={(event) => event.preventDefault()}>
        {view.editable ? <p className="quiet small required-note">{t("file.requiredNote")} {t("help.key")}</p> : null}
        {(isWhole ? SECTIONS : SECTIONS.slice(0, 1)).map((section) => (
          <FormSection key={section} section={section} shown={shown} kept={kept} fields={fields} problems={problemsOf(problems, section)} tried={tried} editable={view.editable} />
        ))}
      </form>
      <HelpSaid />
      {isWhole ? <AfterForm view={view} /> : null}
    </div>
  );
}

/** Nothing was kept of it yet. */
export const isNewFile = (view: FileView): boolean => view.editable && Object.keys(view.fields).length === 0;

function AfterForm({ view }: { readonly view: FileView }): ReactElement {
  return (
    <>
      <DocumentsPart view={view} />
      {isLife(view) || view.status === "waiting" || view.status === "withdrawn" ? null : <LifePart view={view} />}
      <PapersPart view={view} />
      {view.registration === undefined ? null : <EvidencePart key={view.file} />}
      <WithdrawPart view={view} />
      <HoldPart key={`hold ${view.file}`} file={view.file} />
    </>
  );
}

/** The help that was just opened, said while the focus stays in its field. */
function HelpSaid(): ReactElement {
  const words = useWords();
  const field = useDeskState((state) => state.desk.help);
  const part = (of: "enter" | "where"): string => (field === undefined ? "" : (words.find(`help.field.${field}.${of}`) ?? ""));
  return <output className="unseen">{field === undefined ? "" : `${words.t("help.of", { field: fieldLabel(field, words) })}. ${part("enter") || words.t("help.noRule")} ${part("where")}`}</output>;
}

/** Once it has its number or was refused, what happens to the loan comes before what was typed; in a draft it comes last. */
const isLife = (view: FileView): boolean => view.registration !== undefined || view.life.entries.some(({ step }) => step !== "noted");

type FormSectionProps = {
  readonly section: Section; readonly shown: ReadonlySet<string>; readonly kept: readonly (keyof typeof fileFields)[]; readonly fields: Fields; readonly problems: readonly Problem[]; readonly tried: boolean; readonly editable: boolean;
};

function FormSection({ section, shown, kept, fields, problems, tried, editable }: FormSectionProps): ReactElement {
  const words = useWords();
  const { t } = words;
  const own = FIELD_NAMES.filter((field) => fileFields[field].section === section);
  const hidden = own.filter((field) => kept.includes(field));
  const faults = new Map(problems.filter(({ kind }) => tried || kind !== "missing").map(({ field, code }) => [field, faultText(code, words)]));
  return (
    <fieldset className={`form-section of-${section}`}>
      <legend id={sectionId(section)} tabIndex={-1}><h2>{t(`section.${section}`)}</h2></legend>
      <div className="fields">
        {own.filter((field) => shown.has(field)).map((field) => <FieldControl key={field} field={field} value={fields[field]} fault={faults.get(field)} editable={editable} />)}
      </div>
      {section === "company" ? <LookupPart editable={editable} /> : null}
      {hidden.length === 0 ? null : <p className="quiet small">{t("file.keptHidden", { fields: hidden.map((field) => fieldLabel(field, words)).join(", ") })}</p>}
    </fieldset>
  );
}
