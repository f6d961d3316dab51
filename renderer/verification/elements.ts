/** An element that the page has, or the page is broken. */
export function element<E extends Element>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

/** Texts only, never markup: the page runs under Trusted Types with no policy. */
export function make(tag: "p" | "h2" | "li" | "a" | "dl" | "dt" | "dd" | "div", text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== "") made.className = className;
  return made;
}
