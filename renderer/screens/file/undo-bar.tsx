import { useEffect, useId, type ReactElement } from "react";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { goBack } from "../../state/undo-slice.ts";
import { controlId } from "./control-id.ts";
import { focusField } from "./focus-field.ts";
import { undoTelling } from "./undo-telling.ts";
import { useUndoKeys } from "./use-undo-keys.ts";

/** Back and forth over what was entered in this file; what the last step did stands beside, and is said aloud. */
export function UndoBar(): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const id = useId();
  const { entries, wentBack } = useDeskState((state) => state.desk);
  const [canUndo, canRedo] = [entries.done.length > 0, entries.undone.length > 0];
  useUndoKeys();
  useEffect(() => {
    const first = wentBack === undefined ? undefined : FIELD_NAMES.find((field) => field in wentBack.patch);
    if (first === undefined) return;
    // A line that went away may have taken the focus with it.
    if (document.activeElement === document.body) focusField(first);
    else document.getElementById(controlId(first))?.closest(".field")?.scrollIntoView({ block: "nearest" });
  }, [wentBack]);
  return (
    <div className="undo-bar">
      <fieldset aria-label={t("undo.title")}>
        <Button look="plain" short label={t("undo.undo")} held={!canUndo} {...(canUndo ? {} : { describedBy: `${id}-none` })} onPress={() => goBack(desk, "undo")}><Icon name="undo" size={14} />{t("undo.undo.short")}</Button>
        <Button look="plain" short label={t("undo.redo")} held={!canRedo} {...(canRedo ? {} : { describedBy: `${id}-no-redo` })} onPress={() => goBack(desk, "redo")}><Icon name="redo" size={14} />{t("undo.redo.short")}</Button>
      </fieldset>
      <output className="small">{wentBack === undefined ? "" : undoTelling(wentBack, words)}</output>
      <span hidden id={`${id}-none`}>{t("undo.none")}</span>
      <span hidden id={`${id}-no-redo`}>{t("undo.noRedo")}</span>
    </div>
  );
}
