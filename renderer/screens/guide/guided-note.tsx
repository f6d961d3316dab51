import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { changeGuide } from "../../state/guide.ts";
import { RemoveGuided } from "./remove-guided.tsx";

/** At the head of a guided file whose guide is put aside: what it is, and both ways on. */
export function GuidedNote({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <Note tone="plain">
      <p><strong>{t("guide.title")}.</strong> {t("guide.training")}</p>
      <div className="foot start"><Button short onPress={() => changeGuide(desk, { folded: false })}>{t("guide.resume")}</Button><RemoveGuided view={view} /></div>
    </Note>
  );
}
