import type { ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { withdrawFile } from "../../state/file-slice.ts";
import { go } from "../../state/navigate.ts";

/** The end of a guided file, asked once: there is nothing in it to lose. What could not be removed is told, and stays open. */
export function RemoveGuided({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const remove = async (): Promise<void> => {
    await withdrawFile(desk, t("guide.removed"));
    const now = desk.get().desk;
    if (now.file === view.file && now.view?.status === "withdrawn") go(desk, { kind: "today" });
  };
  return <Button short onPress={() => void remove()}><Icon name="trash" size={14} />{t("guide.remove")}</Button>;
}
