/** An element that the page has, or the page is broken. */
export function element<E extends Element>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

/** Texts only, never markup: what an archive says is shown and never run. */
export function make(tag: "p" | "h2" | "h3" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "div" | "section" | "strong" | "span", text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== "") made.className = className;
  return made;
}
