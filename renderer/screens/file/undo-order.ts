/** What the keyboard has under it: no text at all, a text as it was when it was entered, or one with keys in it that nobody has left yet. */
export type UnderKeys = "no-text" | "untouched" | "typing";
type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * Whose a press of Ctrl Z (Ctrl Shift Z, Ctrl Y) is. While keys were typed in a field and it has not been left, the browser takes them back one
 * by one; else the form goes back over whole entries. Undefined: the browser's, or nobody's.
 */
export function undoOrder(event: Key, under: UnderKeys, canRedo: boolean): "undo" | "redo" | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  const way = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey ? "redo" : undefined;
  if (under === "typing") return undefined;
  // What the browser took back key by key, down to where the field began, it can also put back.
  return way === "redo" && !canRedo && under === "untouched" ? undefined : way;
}
