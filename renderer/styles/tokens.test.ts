import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const block = (start: string): string => css.slice(css.indexOf(start)).split("\n}")[0] ?? "";
const colours = (text: string): ReadonlyMap<string, readonly [string, string]> =>
  new Map([...text.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [name ?? "", [light ?? "", dark ?? ""]]));

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** Each ink, the surfaces that it is written on, and what it needs: 4.5 for text, 3 for controls and focus. */
const uses: readonly (readonly [ink: string, on: readonly string[], least: number])[] = [
  ["ink", ["paper", "sheet", "sunk", "hover", "chosen", "attend-sheet", "stop-sheet", "done-sheet"], 4.5],
  ["quiet", ["paper", "sheet", "sunk", "hover", "chosen", "attend-sheet", "stop-sheet", "done-sheet"], 4.5],
  ["edge", ["paper", "sheet", "sunk"], 3],
  ["act", ["paper", "sheet", "sunk", "hover", "chosen", "attend-sheet", "stop-sheet"], 4.5],
  ["on-act", ["act", "act-strong"], 4.5],
  ["focus", ["paper", "sheet", "sunk", "chosen", "attend-sheet", "stop-sheet", "done-sheet"], 3],
  ["attend", ["paper", "sheet", "hover", "chosen", "attend-sheet"], 4.5],
  ["stop", ["paper", "sheet", "hover", "chosen", "stop-sheet"], 4.5],
  ["done", ["paper", "sheet", "hover", "chosen", "done-sheet"], 4.5],
];

const usual = colours(block(":root {"));
const strong = new Map([...usual, ...colours(block(':root[data-theme="contrast"]'))]);
const lowest = (all: typeof usual, ink: string, on: readonly string[], side: 0 | 1): number =>
  Math.min(...on.map((surface) => contrast(all.get(ink)?.[side] ?? "#000000", all.get(surface)?.[side] ?? "#000000")));

test.each([["usual", usual, 1], ["contrast", strong, 1.55]] as const)("every ink holds its contrast on every surface it is written on, %s", (_, all, more) => {
  for (const [ink, on, least] of uses) for (const side of [0, 1] as const) expect(lowest(all, ink, on, side), `${ink} ${side === 0 ? "light" : "dark"}`).toBeGreaterThanOrEqual(least * more);
});

test("the contrasts noted beside the tokens are the measured ones", () => {
  const wrong = uses.flatMap(([ink, on]) => {
    const measured = ([0, 1] as const).map((side) => (Math.floor(lowest(usual, ink, on, side) * 10) / 10).toFixed(1)).join(" / ");
    return new RegExp(`--${ink}: [^;]+; /\\* ${measured.replaceAll(".", "\\.")} ?`).test(css) ? [] : [`${ink}: ${measured}`];
  });
  expect(wrong).toEqual([]);
});
