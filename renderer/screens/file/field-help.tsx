import type { ReactElement } from "react";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import { groundsOfField, type RuleGrounds } from "../../../shared/pge/field-rules.ts";
import type { FieldName } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { patchDesk } from "../../state/desk-patch.ts";
import { focusField } from "./focus-field.ts";

export const fieldHelpId = (field: FieldName): string => `help-${field}`;

/** Opens the help of a field. Out of the order of Tab, which goes from field to field: the keyboard has F1. */
export function FieldHelpButton({ field }: { readonly field: FieldName }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const open = useDeskState((state) => state.desk.help === field);
  return (
    <button
      type="button" className="help-button" tabIndex={-1} aria-label={words.t("help.of", { field: fieldLabel(field, words) })} title={`${words.t("help.title")} (F1)`} aria-keyshortcuts="F1"
      aria-expanded={open} aria-controls={open ? fieldHelpId(field) : undefined} onClick={() => patchDesk(desk, { help: open ? undefined : field })}
    >
      <Icon name="help" size={14} />
    </button>
  );
}

/** What to enter, where to find it, and the rules that look at it with their texts; in place, and nothing waits for it. */
export function FieldHelp({ field }: { readonly field: FieldName }): ReactElement {
  const desk = useDesk();
  const { t, find } = useWords();
  const [enter, where] = [find(`help.field.${field}.enter`), find(`help.field.${field}.where`)];
  const close = (): void => {
    patchDesk(desk, { help: undefined });
    focusField(field);
  };
  return (
    <div className="field-help" id={fieldHelpId(field)}>
      {enter === undefined ? null : <p><strong>{t("help.enter")}</strong> {enter}</p>}
      {where === undefined ? null : <p><strong>{t("help.where")}</strong> {where}</p>}
      <FieldRules field={field} />
      <Button look="plain" short onPress={close}>{t("help.close")}</Button>
    </div>
  );
}

/** The rules that look at a field, each with the texts that it rests on. */
export function FieldRules({ field }: { readonly field: FieldName }): ReactElement {
  const { t } = useWords();
  const rules = groundsOfField(field);
  if (rules.length === 0) return <p className="quiet">{t("help.noRule")}</p>;
  return (
    <>
      <p><strong>{t("help.rules")}</strong></p>
      <ul className="help-rules">{rules.map((grounds) => <li key={grounds.rule}><Rule {...grounds} /></li>)}</ul>
    </>
  );
}

function Rule({ rule, texts, hypotheses }: RuleGrounds): ReactElement {
  const { t, find } = useWords();
  return (
    <>
      <p>{find(`rule.${rule}`) ?? rule} <span className="quiet">{rule}</span></p>
      {texts.length === 0 ? <p className="quiet">{t("help.noText")}</p> : null}
      {texts.map(({ id, cite, source, confidence }) => (
        <p key={id}><cite lang="fr">{cite}</cite> <span className="quiet">({source}{confidence === "H" ? "" : `, ${t(`help.confidence.${confidence}`)}`})</span></p>
      ))}
      {hypotheses.map((id) => <p key={id} className="hypothesis"><span className="tag">{t("verdict.hypothesis")}</span> {find(`hypothesis.${id}`) ?? id}</p>)}
    </>
  );
}
