import { useEffect, useRef, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { isEnded } from "../../../shared/bridge/row-statuses.ts";
import { isFieldName, type Fields } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { accountOf } from "../../components/error-account.tsx";
import { faultText, fieldLabel } from "../../../shared/i18n/field-words.ts";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { isTraining } from "../../../shared/pge/training-company.ts";
import { GuidedNote } from "../guide/guided-note.tsx";
import { AccountNote } from "./account-note.tsx";
import { AmendmentsPart } from "./amendments-part.tsx";
import { ConflictsPart } from "./conflicts-part.tsx";
import { focusField } from "./focus-field.ts";
import { RegisteredPart } from "./registered-part.tsx";

/** What the centre, or a colleague's work, says about this file. */
export function FileNotices({ view, fields }: { readonly view: FileView; readonly fields: Fields }): ReactElement {
  const desk = useDesk();
  const { t, format } = useWords();
  const online = useDeskState((state) => state.sync?.kind !== "offline");
  const folded = useDeskState((state) => state.guide.folded);
  const top = useRef<HTMLDivElement>(null);
  const status = useRef(view.status);
  useEffect(() => {
    if (status.current !== view.status && ["registered", "refused", "waiting"].includes(view.status)) top.current?.scrollIntoView({ block: "nearest" });
    status.current = view.status;
  }, [view.status]);
  return (
    <div className="notices" ref={top}>
      {view.registration === undefined || isEnded(view.status) ? null : <RegisteredPart registration={view.registration} />}
      {view.status === "waiting" ? <Note tone="plain" live><p><strong>{t("file.waiting.title")}</strong></p><p>{t(online ? "file.waiting.sending" : "file.waiting.body")}</p></Note> : null}
      {view.status === "withdrawn" ? <Note tone="plain"><p><strong>{t("file.withdrawn.title")}</strong></p><p>{t("file.withdrawn.body")}</p></Note> : null}
      {view.status === "declined" || view.status === "cancelled" ? <Note tone="plain"><p><strong>{t(`status.${view.status}`)}</strong></p><p>{t(`file.${view.status}.body`)}</p></Note> : null}
      {view.status === "refused" && view.life.refused.length === 0 ? <Refused view={view} /> : null}
      {folded && view.editable && isTraining(fields) ? <GuidedNote view={view} /> : null}
      <AccountNote view={view} />
      {view.conflicts.length === 0 ? null : <ConflictsPart view={view} />}
      {view.amendments.length === 0 ? null : <AmendmentsPart view={view} fields={fields} />}
      {view.status === "draft" || view.status === "incomplete" || view.status === "ready" || view.status === "refused" ? view.duplicates.map((other) => (
        <Note key={other.file} tone="attend">
          <p>{t("file.duplicates", { name: other.name || t("list.unnamed"), advisor: other.advisor, when: format.dayAndTime(other.updatedAt) })}</p>
          <Button short look="plain" onPress={() => go(desk, { kind: "files", filter: "all", file: other.file })}>{t("file.duplicates.open")}</Button>
        </Note>
      )) : null}
    </div>
  );
}

function Refused({ view: { refusal } }: { readonly view: FileView }): ReactElement | null {
  const words = useWords();
  const { t, format } = words;
  if (refusal === undefined) return null;
  const { happened, work, todo } = accountOf(refusal, words);
  const available = refusal.params?.["available"];
  const faults = (refusal.fields ?? []).filter(({ field }) => isFieldName(field));
  return (
    <Note tone="stop" live>
      <p><strong>{t("file.refused.title")}.</strong> {happened} {typeof available === "number" ? t("file.refused.available", { amount: format.amount(available) }) : ""}</p>
      {faults.length === 0 ? null : (
        <ul className="refused-fields">
          {faults.map(({ field, reason }) => isFieldName(field) ? (
            <li key={`${field} ${reason}`}><a href={`#field-${field}`} onClick={(event) => { event.preventDefault(); focusField(field); }}>{fieldLabel(field, words)}</a>{t("frame.colon")}{faultText(reason, words)}</li>
          ) : null)}
        </ul>
      )}
      <p>{work} {todo} <span className="quiet">{refusal.code}</span></p>
    </Note>
  );
}
