import type { Brand } from "../kernel/brand.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { NAF_CLASSES } from "./naf-classes.ts";
import { withoutSpaces } from "./typed-text.ts";

/** A code of NAF rév. 2 with its dot, `62.01Z`. */
export type Naf = Brand<string, "Naf">;
export type NafError = { readonly type: "NotANaf" | "UnknownDivision" | "UnknownClass" };

/** The nomenclature that codes are read in; NAF 2025 takes over later, and codes of both then live side by side. */
export const NAF_NOMENCLATURE = "NAF rév. 2";

/** Sections of NAF rév. 2 with their first and last division. */
export const NAF_SECTIONS = {
  A: [1, 3], B: [5, 9], C: [10, 33], D: [35, 35], E: [36, 39], F: [41, 43], G: [45, 47], H: [49, 53], I: [55, 56], J: [58, 63], K: [64, 66],
  L: [68, 68], M: [69, 75], N: [77, 82], O: [84, 84], P: [85, 85], Q: [86, 88], R: [90, 93], S: [94, 96], T: [97, 98], U: [99, 99],
} as const satisfies Record<string, readonly [number, number]>;
export type NafSection = keyof typeof NAF_SECTIONS;

/** Four digits and a letter, with or without the dot: one of the 732 sub-classes. */
export function parseNaf(typed: string): Result<Naf, NafError> {
  const text = withoutSpaces(typed).toUpperCase();
  const parts = /^(\d{2})\.?(\d{2})([A-Z])$/.exec(text);
  if (parts === null) return err({ type: "NotANaf" });
  const [, division = "", rest = "", letter = ""] = parts;
  const code = `${division}.${rest}${letter}`;
  if (NAF_CLASSES.has(code)) return ok(code as Naf);
  return err({ type: sectionOfDivision(Number(division)) === undefined ? "UnknownDivision" : "UnknownClass" });
}

/** The section of a code, for the reports by sector. */
export const sectionOfNaf = (naf: Naf): NafSection | undefined => sectionOfDivision(Number(naf.slice(0, 2)));

function sectionOfDivision(division: number): NafSection | undefined {
  return NAF_LETTERS.find((section) => division >= NAF_SECTIONS[section][0] && division <= NAF_SECTIONS[section][1]);
}

const isSection = (text: string): text is NafSection => Object.hasOwn(NAF_SECTIONS, text);
const NAF_LETTERS: readonly NafSection[] = Object.keys(NAF_SECTIONS).filter(isSection);
