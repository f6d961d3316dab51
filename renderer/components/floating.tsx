import { useEffect, useId, useRef, type ReactElement, type ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.ts";

export type FloatingProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly look?: string;
  /** When the content has its own visible heading. */
  readonly bare?: boolean;
};

/** A modal sheet: the browser keeps the focus inside and gives it back; Escape and the cross close it. */
export function Floating({ title, onClose, children, look = "", bare = false }: FloatingProps): ReactElement {
  const sheet = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { t } = useWords();
  useEffect(() => {
    const shown = sheet.current;
    const before = document.activeElement;
    // A press outside closes it too, by the browser's own rule.
    shown?.setAttribute("closedby", "any");
    shown?.showModal();
    // The title is read first, and the first Tab leads to what the sheet is about; a bare sheet begins with its own box.
    shown?.querySelector<HTMLElement>(bare ? "input" : "h2")?.focus();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [bare]);
  return (
    <dialog ref={sheet} className={`float ${look}`} aria-labelledby={heading} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div className="inside">
        <div className={bare ? "unseen" : "head"}>
          <h2 id={heading} tabIndex={-1}>{title}</h2>
          {bare ? null : <button type="button" className="icon-button" aria-label={t("frame.close")} onClick={onClose}><Icon name="cross" /></button>}
        </div>
        {children}
      </div>
    </dialog>
  );
}
