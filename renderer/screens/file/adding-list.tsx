import type { ReactElement } from "react";
import { accountOf } from "../../components/error-account.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { dismissAdding } from "../../state/documents-slice.ts";
import type { AddingDocument } from "../../state/state.ts";

/** Documents on their way into this computer, and those that were not taken, each with what to do. */
export function AddingList({ adding }: { readonly adding: readonly AddingDocument[] }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  return (
    <>
      {adding.map(({ id, name, size, done, error }) => error === undefined ? (
        <p key={id} className="small adding">{t("documents.adding", { name })} <progress value={done} max={size} aria-label={t("documents.adding", { name })} /></p>
      ) : (
        <Note key={id} tone="stop" live>
          <p><strong>{t("documents.notAdded", { name })}</strong></p>
          <p>{accountOf(error, words).happened} {accountOf(error, words).todo} <span className="quiet">{error.code}</span></p>
          <button type="button" className="icon-button note-close" aria-label={t("documents.dismiss")} onClick={() => dismissAdding(desk, id)}><Icon name="cross" /></button>
        </Note>
      ))}
    </>
  );
}
