import { useMemo, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { isUnanswered } from "../../../shared/bridge/row-statuses.ts";
import { answerStanding } from "../../../shared/pge/answer-due.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { authorName } from "../../../shared/i18n/life-words.ts";
import { Icon } from "../../components/icon.tsx";
import { StatusMark } from "../../components/status-mark.tsx";
import { isJustNow, useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { AnswerLine } from "./answer-line.tsx";

/** Whose file this is, where it stands, whether what was typed is safe, and when its answer is due. */
export function FileHead({ view, fields }: { readonly view: FileView; readonly fields: Fields }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t, format } = words;
  const now = useNow();
  const { savedAt, unsaved, saveError } = useDeskState((state) => state.desk);
  const filter = useDeskState((state) => (state.route.kind === "files" ? state.route.filter : "all"));
  const today = useDeskState((state) => state.info?.businessDate);
  const waits = isUnanswered(view.status);
  const answer = useMemo(() => (today !== undefined && waits ? answerStanding(fields, today) : undefined), [fields, today, waits]);
  const name = typeof fields.legalName === "string" ? fields.legalName : "";
  const saved = savedAt ?? view.updatedAt;
  const place = view.place.kind === "centre" ? t("file.atCentre") : view.place.kind === "folder" ? t("file.folder") : isJustNow(view.place.since, now) ? t("file.hereOnly.now") : t("file.hereOnly", { age: format.age(now - view.place.since) });
  return (
    <header className="file-head">
      <button type="button" className="icon-button file-back" aria-label={`${t("frame.back")}${t("frame.colon")}${t("list.title")}`} onClick={() => go(desk, { kind: "files", filter, file: undefined })}><Icon name="back" /></button>
      <div className="file-title">
        <h1>{name || t("file.new")}</h1>
        <p>
          <StatusMark status={view.status} />
          {typeof fields.siren === "string" ? <span className="quiet small">SIREN {grouped(fields.siren, "siren")}</span> : null}
          {view.editable ? null : <span className="quiet small">{t("file.readOnly")}</span>}
        </p>
        {saveError === undefined ? (
          <p>
            <output className={unsaved ? "saved quiet small due" : "saved quiet small"}>{isUntouched(view, savedAt) ? t("file.nothingYet") : view.editable ? `${t("file.saved", { time: format.time(saved) })}, ${place}` : `${t("file.updatedBy", { name: authorName(view.updatedBy, words), when: format.dayAndTime(view.updatedAt) })}, ${place}`}</output>
            {unsaved ? <span className="quiet small" aria-hidden="true">{t("file.saving")}</span> : null}
          </p>
        ) : (
          <p className="saved stop small"><Icon name="alert" size={14} /><strong>{t("file.notSaved")}</strong></p>
        )}
        {answer === undefined ? null : <AnswerLine standing={answer} />}
      </div>
    </header>
  );
}

/** A new file in which nothing was typed: there is nothing that could have been saved or received. */
const isUntouched = (view: FileView, savedAt: number | undefined): boolean => view.version === 0 && savedAt === undefined && view.place.kind === "centre" && Object.keys(view.fields).length === 0;
