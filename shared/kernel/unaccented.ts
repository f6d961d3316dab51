/** A text without its accents, as people type names and titles when they search: letters stay, marks go. Case is left as it is. */
export const unaccented = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "");
