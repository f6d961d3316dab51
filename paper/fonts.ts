import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkit";

/** Inter in two weights, whole: Latin with all its accents, Greek, Cyrillic, the spaces of French figures and the euro. */
export const FONT_FILES = { text: "400Regular/Inter_400Regular.ttf", strong: "600SemiBold/Inter_600SemiBold.ttf" } as const;
export type FontName = keyof typeof FONT_FILES;

const read = new Map<FontName, Uint8Array>();

/**
 * Read once for the life of the process. Each document parses them anew: fontkit remembers a glyph as it first met it, as a part of another one too, and a font that
 * two documents share forgets in the second what its signs are (measured: apostrophes that no reader could read).
 */
export function fontBytes(name: FontName): Uint8Array {
  const bytes = read.get(name) ?? readFileSync(locateFont(FONT_FILES[name]));
  read.set(name, bytes);
  return bytes;
}

let coverage: readonly Font[] | undefined;

/** Whether a sign can be set in both weights. Of fonts that nothing is ever drawn with. */
export function canSet(sign: string): boolean {
  coverage ??= [create(fontBytes("text")), create(fontBytes("strong"))];
  const codePoint = sign.codePointAt(0) ?? 0;
  return coverage.every((font) => font.hasGlyphForCodePoint(codePoint));
}

/** Beside the compiled program, where build/compile puts it; else in its package. */
export function locateFont(file: string): string {
  const compiled = fileURLToPath(new URL(`./fonts/${file}`, import.meta.url));
  return existsSync(compiled) ? compiled : createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${file}`);
}
