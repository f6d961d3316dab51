import type { ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { retrySaves } from "../../state/saving.ts";

/** What is on the screen is not on the disk. Stays in sight wherever one is in the form, until it is. */
export function SaveFailed(): ReactElement | null {
  const desk = useDesk();
  const { t } = useWords();
  const error = useDeskState((state) => state.desk.saveError);
  if (error === undefined) return null;
  return (
    <Note tone="stop" live>
      <ErrorAccount error={error}><Button short onPress={() => void retrySaves(desk)}>{t("file.retrySave")}</Button></ErrorAccount>
    </Note>
  );
}
