import { useEffect, useRef } from "react";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { goBack } from "../../state/undo-slice.ts";
import { noEntries } from "../../state/undo.ts";
import { undoOrder, type UnderKeys } from "./undo-order.ts";

const FORM = ".file-form";

/** Ctrl Z and its like over the open file: the form's whole entries, or the browser's keys, whichever the person is at. */
export function useUndoKeys(): void {
  const desk = useDesk();
  const turns = useDeskState((state) => state.desk.entries.turns);
  /** The text under the keyboard, as it was when it was entered or last went back. */
  const begun = useRef<Begun>(undefined);
  useEffect(() => {
    const note = (): void => { begun.current = textNow(); };
    note();
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useEffect(() => {
    if (turns !== noEntries.turns) begun.current = textNow();
  }, [turns]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
      const under = underKeys(event.target, begun.current);
      const way = under === undefined ? undefined : undoOrder(event, under, desk.get().desk.entries.undone.length > 0);
      if (way === undefined) return;
      event.preventDefault();
      goBack(desk, way);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [desk]);
}

type Begun = { readonly element: HTMLInputElement; readonly text: string } | undefined;

function textNow(): Begun {
  const element = document.activeElement;
  return isText(element) ? { element, text: element.value } : undefined;
}

const isText = (element: EventTarget | null): element is HTMLInputElement => element instanceof HTMLInputElement && element.type === "text";

/** Undefined in any text that is not the form's own: those keys are the browser's. */
function underKeys(target: EventTarget | null, begun: Begun): UnderKeys | undefined {
  if (!(target instanceof HTMLElement)) return "no-text";
  if (!isText(target)) return target.matches("textarea, input:not([type=radio], [type=checkbox])") ? undefined : "no-text";
  if (target.closest(FORM) === null) return undefined;
  return begun?.element === target && begun.text === target.value ? "untouched" : "typing";
}
