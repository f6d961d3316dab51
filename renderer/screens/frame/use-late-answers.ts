import { useEffect, useState } from "react";
import type { FileRow } from "../../../shared/bridge/file-views.ts";
import { isUnanswered } from "../../../shared/bridge/row-statuses.ts";
import { lateText } from "../../../shared/i18n/answer-words.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { answerStanding, type AnswerStanding } from "../../../shared/pge/answer-due.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { useDesk } from "../../state/desk-context.tsx";

/** Of the few files shown, those whose answer is late, and how late in words. The list does not keep what it depends on: each is opened. */
export function useLateAnswers(rows: readonly FileRow[], today: LegalDate | undefined, words: Words): ReadonlyMap<FileId, string> {
  const desk = useDesk();
  const [standings, setStandings] = useState<readonly (readonly [FileId, AnswerStanding])[]>([]);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      if (today === undefined) return;
      const views = await Promise.all(rows.filter(({ status }) => isUnanswered(status)).map(({ file }) => desk.ask("files.open", { file })));
      const found = views.flatMap((view) => { const standing = view?.ok === true ? answerStanding(view.value.fields, today) : undefined; return view?.ok === true && standing !== undefined ? [[view.value.file, standing] as const] : []; });
      if (current) setStandings(found);
    };
    void load();
    return () => { current = false; };
  }, [desk, rows, today]);
  return new Map(standings.flatMap(([file, standing]) => { const text = lateText(standing, words); return text === undefined ? [] : [[file, text] as const]; }));
}
