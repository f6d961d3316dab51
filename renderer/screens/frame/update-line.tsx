import type { ReactElement } from "react";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { hasUpdate } from "../../state/update-slice.ts";
import { updateTelling } from "./update-telling.ts";

/** Only while there is one: a few words at the foot that open its panel. Announced to a screen reader without taking the focus. */
export function UpdateLine(): ReactElement | null {
  const desk = useDesk();
  const words = useWords();
  const update = useDeskState((state) => state.update);
  if (!hasUpdate(update)) return null;
  const { line, attend } = updateTelling(update, words);
  return (
    <button type="button" className={`line-button update-line ${attend ? "attend" : ""}`} aria-haspopup="dialog" onClick={() => desk.set({ panel: "update" })}>
      <Icon name={attend ? "alert" : "info"} size={14} />
      {update.kind === "downloading" ? <span>{line}</span> : <output>{line}</output>}
    </button>
  );
}
