import type { ReactElement } from "react";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import type { FieldName, Fields } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { submitFile } from "../../state/file-slice.ts";

const reread: readonly FieldName[] = ["legalName", "siren", "scheme", "amount", "totalYears", "foreseenGrantOn", "iban", "signatoryName"];

/** The last look before something with financial consequences: what will be sent, what it will reserve. */
export function SubmitDialog({ fields, assessment, onClose }: { readonly fields: Fields; readonly assessment: Assessment; readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const offline = useDeskState((state) => state.sync?.kind === "offline" || state.sync?.kind === "signed-out");
  const confirm = (): void => {
    onClose();
    void submitFile(desk);
  };
  return (
    <Floating title={t("file.submit.title")} onClose={onClose}>
      <dl className="lines">
        {reread.map((field) => <div key={field}><dt>{fieldLabel(field, words)}</dt><dd>{valueText(field, fields[field], words)}</dd></div>)}
        {assessment.available === undefined ? null : <div><dt>{t("verdict.available")}</dt><dd className="figure">{format.amount(assessment.available.value)}</dd></div>}
        {assessment.guaranteed === undefined ? null : <div><dt>{t("verdict.guaranteed")}</dt><dd className="figure">{format.amount(assessment.guaranteed.value)}</dd></div>}
        {assessment.firstPremium === undefined ? null : <div><dt>{t("verdict.firstPremium")}</dt><dd className="figure">{format.amount(assessment.firstPremium.value)}</dd></div>}
      </dl>
      <p className="quiet small">{t("file.submit.why")}</p>
      {offline ? <Note tone="plain"><p>{t("file.submit.offline")}</p></Note> : null}
      <div className="foot end">
        <Button onPress={onClose}>{t("file.submit.reread")}</Button>
        <Button look="main" onPress={confirm}>{t("file.submit.confirm")}</Button>
      </div>
    </Floating>
  );
}
