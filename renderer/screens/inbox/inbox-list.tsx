import { useEffect, useRef, type ReactElement, type ReactNode } from "react";

/** The first button of each line: what J, K and the arrows go through. */
const MAIN = ".inbox-do > .button:first-child";

/** Lines that the keyboard goes through; when the line that had the focus is settled and gone, the next one has it. */
export function InboxList({ label, keys, children }: { readonly label: string; /** Of the lines, in order. */ readonly keys: readonly string[]; readonly children: ReactNode }): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const held = useRef(-1);
  useEffect(() => {
    const element = list.current;
    const buttons = (): readonly HTMLElement[] => [...(element?.querySelectorAll<HTMLElement>(MAIN) ?? [])];
    const place = (): number => [...(element?.children ?? [])].findIndex((line) => line.contains(document.activeElement));
    const focus = (to: number): void => {
      const all = buttons();
      const target = all[Math.max(0, Math.min(all.length - 1, to))];
      target?.focus();
      target?.closest("li")?.scrollIntoView({ block: "nearest" });
    };
    const move = (event: Event): void => {
      if (!(event instanceof CustomEvent)) return;
      const at = place();
      focus(at === -1 ? 0 : at + Number(event.detail));
    };
    const press = (event: KeyboardEvent): void => {
      const at = place();
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      focus(to);
    };
    const note = (): void => void (held.current = place());
    if (held.current !== -1 && document.activeElement === document.body) focus(held.current);
    element?.addEventListener("guichet-move", move);
    element?.addEventListener("keydown", press);
    element?.addEventListener("focusin", note);
    const leave = (event: FocusEvent): void => { if (event.relatedTarget instanceof Node) held.current = -1; };
    element?.addEventListener("focusout", leave);
    return () => {
      element?.removeEventListener("guichet-move", move);
      element?.removeEventListener("keydown", press);
      element?.removeEventListener("focusin", note);
      element?.removeEventListener("focusout", leave);
    };
  }, [keys]);
  return <ul ref={list} className="inbox-list" data-file-list="" aria-label={label}>{children}</ul>;
}
