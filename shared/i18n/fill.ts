/** What stands in the holes of a text, by name. */
export type Filling = { readonly [hole: string]: string | number };

/** A text with its `{holes}` filled; one that nothing is said of stays in sight. */
export const fill = (text: string, holes: Filling | undefined): string =>
  holes === undefined ? text : text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
