import type { Parts } from "./xlsx-parts.ts";

/** The texts that cells name by number: runs of one text joined, what tells how to say it (Japanese) left out. */
export async function readStrings(parts: Parts, path: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let current = "";
  let isText = false;
  let isSpoken = false;
  await parts.read(path, {
    open: (name) => {
      if (name === "si") current = "";
      else if (name === "rPh") isSpoken = true;
      else if (name === "t") isText = !isSpoken;
    },
    text: (text) => { if (isText) current += text; },
    close: (name) => {
      if (name === "t") isText = false;
      else if (name === "rPh") isSpoken = false;
      else if (name === "si") strings.push(unescaped(current));
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written `_x000D_`, and such a text itself `_x005F_x000D_`. */
export const unescaped = (text: string): string => text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
