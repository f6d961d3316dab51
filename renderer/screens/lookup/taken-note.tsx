import { useEffect, useRef, type ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { closeTakeOver, undoTakeOver } from "../../state/take-over.ts";
import { focusField } from "../file/focus-field.ts";

/** What was just taken over, and the way back. Stays in sight until it is closed. Asked for by a button, it has the focus: the next Tab undoes; typed for, the focus stays in the field. */
export function TakenNote(): ReactElement | null {
  const desk = useDesk();
  const { t, count } = useWords();
  const taken = useDeskState((state) => state.desk.taken);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (taken !== undefined && taken.at === undefined && !taken.undone) note.current?.focus();
  }, [taken]);
  if (taken === undefined) return null;
  const { name, fields, undone, at } = taken;
  const close = (): void => {
    closeTakeOver(desk);
    focusField(at ?? "siren");
  };
  const undo = async (): Promise<void> => {
    await undoTakeOver(desk);
    focusField(at ?? "siren");
  };
  const canUndo = !undone && fields.length > 0;
  return (
    <div className="taken-note" ref={note} tabIndex={-1}>
      <Note tone={fields.length === 0 ? "plain" : "done"} live>
        <p>{undone ? t("lookup.undone") : fields.length === 0 ? t("lookup.taken.none", { name }) : count("lookup.taken", fields.length).replace("{name}", () => name)} {canUndo ? t("lookup.taken.why") : ""}</p>
        <p className="account-end">
          {canUndo ? <Button short onPress={() => void undo()}>{t("lookup.undo")}</Button> : null}
          <Button short look="plain" onPress={close}>{t("lookup.dismiss")}</Button>
        </p>
      </Note>
    </div>
  );
}
