import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { BrowserWindow, Rectangle, Screen } from "electron";
import { z } from "zod";

const stateSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(320), height: z.int().min(240), maximized: z.boolean() });
export type WindowState = z.infer<typeof stateSchema>;
export const FIRST_SIZE = { width: 1360, height: 860 } as const;
/** Below this much of its width and height on some screen, a window would be lost. */
const SEEN = 100;

/** Where the window was, when that is still on a screen; undefined: the system chooses. */
export function readWindowState(path: string, screen: Pick<Screen, "getAllDisplays">): WindowState | undefined {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    return screen.getAllDisplays().some(({ workArea }) => isSeen(state, workArea)) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Kept when it closes; a place that cannot be written is no reason to stop. */
export function keepWindowState(window: Pick<BrowserWindow, "on" | "getNormalBounds" | "isMaximized">, path: string): void {
  window.on("close", () => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch {
      // The next window opens in the middle.
    }
  });
}

function isSeen(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const down = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return across >= SEEN && down >= SEEN && window.y >= area.y - SEEN;
}
