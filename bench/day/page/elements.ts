/** @throws Error for an id that the page does not have: the page and its script come together. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id} in the page`);
  return element;
}

/** Writes only what is new: what is read aloud, selected or hovered stays in peace. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function make(tag: "li" | "p" | "span" | "div" | "b", className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** As many children as there are entries, made once each. */
export function fillList(list: HTMLElement, count: number, makeOne: () => HTMLElement): readonly HTMLElement[] {
  while (list.children.length < count) list.append(makeOne());
  while (list.children.length > count) list.lastElementChild?.remove();
  return [...list.children].flatMap((child) => (child instanceof HTMLElement ? [child] : []));
}

export const part = (element: HTMLElement, className: string): HTMLElement => {
  const found = element.querySelector<HTMLElement>(`.${className}`);
  if (found === null) throw new Error(`no .${className}`);
  return found;
};
