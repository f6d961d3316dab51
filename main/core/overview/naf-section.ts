/** Sections of the NAF rév. 2 (the European NACE Rev. 2), with the first and the last division of each; a few divisions between them are no section's. */
const SECTIONS = [
  ["A", 1, 3], ["B", 5, 9], ["C", 10, 33], ["D", 35, 35], ["E", 36, 39], ["F", 41, 43], ["G", 45, 47], ["H", 49, 53], ["I", 55, 56], ["J", 58, 63], ["K", 64, 66],
  ["L", 68, 68], ["M", 69, 75], ["N", 77, 82], ["O", 84, 84], ["P", 85, 85], ["Q", 86, 88], ["R", 90, 93], ["S", 94, 96], ["T", 97, 98], ["U", 99, 99],
] as const;

export type NafSection = (typeof SECTIONS)[number][0];

/** The section of a code such as `10.71C`; undefined when its first two characters are no division. */
export function nafSectionOf(naf: string): NafSection | undefined {
  if (!/^\d\d/.test(naf)) return undefined;
  const division = Number(naf.slice(0, 2));
  return SECTIONS.find(([, first, last]) => division >= first && division <= last)?.[0];
}
