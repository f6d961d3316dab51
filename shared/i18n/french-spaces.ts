const NO_BREAK = "\u00a0";
const NARROW_NO_BREAK = "\u202f";

/**
 * A French sentence with the spaces that must not break: narrow before `; ! ?`, `%`, `€` and `M€`, full before `:`, inside
 * guillemets and inside a figure. Texts are written with plain spaces, so that they can be read and searched; only an existing space is changed, never one
 * added (14:05, http://).
 */
export function frenchSpaces(text: string): string {
  return text
    .replaceAll(/ (?=[;!?%€])|(?<=\d) (?=[kM]€)/g, NARROW_NO_BREAK)
    .replaceAll(/ (?=[:»])|(?<=\d) (?=\d{3}(?!\d))/g, NO_BREAK)
    .replaceAll("« ", `«${NO_BREAK}`);
}
