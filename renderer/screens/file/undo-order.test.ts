import { expect, test } from "vitest";
import { undoOrder, type UnderKeys } from "./undo-order.ts";

const press = (keys: string): Parameters<typeof undoOrder>[0] => ({
  key: keys.split("+").at(-1) ?? "", ctrlKey: keys.includes("Ctrl"), metaKey: keys.includes("Cmd"), altKey: keys.includes("Alt"), shiftKey: keys.includes("Shift"),
});
const orders = (under: UnderKeys, canRedo = true): readonly (string | undefined)[] => ["Ctrl+z", "Cmd+z", "Ctrl+Shift+Z", "Cmd+Shift+Z", "Ctrl+y"].map((keys) => undoOrder(press(keys), under, canRedo));

test("outside a text, and in one that was not touched, the form goes back and forth", () => {
  expect(orders("no-text")).toEqual(["undo", "undo", "redo", "redo", "redo"]);
  expect(orders("untouched")).toEqual(["undo", "undo", "redo", "redo", "redo"]);
});

test("keys that were typed in a field not yet left are the browser's to take back, and to put back", () => {
  expect(orders("typing")).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(orders("untouched", false)).toEqual(["undo", "undo", undefined, undefined, undefined]);
});

test("no other key is an order", () => {
  for (const keys of ["z", "y", "Shift+Z", "Ctrl+Alt+z", "Ctrl+Shift+y", "Ctrl+s"]) expect(undoOrder(press(keys), "no-text", true), keys).toBeUndefined();
});
