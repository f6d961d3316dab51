import { expect, test } from "vitest";
import { VIEW_NAME_MOST, viewNameFault, VIEWS_MOST, type SavedView } from "./saved-views.ts";
import { savedViewsSchema } from "./view-calls.ts";

const view = (name: string): SavedView => ({ name, search: "garage", filter: "mine", sort: "amount" });
const isKept = (views: readonly unknown[]): boolean => savedViewsSchema.safeParse(views).success;

test("a list of views is kept up to its limits, and not past them", () => {
  const all = Array.from({ length: VIEWS_MOST }, (_, i) => view(`Vue ${i}`));
  expect(isKept(all)).toBe(true);
  expect(isKept([...all, view("de trop")])).toBe(false);
  expect(isKept([view("a".repeat(VIEW_NAME_MOST))])).toBe(true);
  expect(isKept([view("a".repeat(VIEW_NAME_MOST + 1))])).toBe(false);
  expect(isKept([view("  ")])).toBe(false);
  expect(isKept([{ ...view("Mes dossiers"), filter: "unknown" }])).toBe(false);
});

test("two names that read alike are one name, at the wall and beside the field", () => {
  expect(isKept([view("À relancer"), view("à relancer ")])).toBe(false);
  expect(viewNameFault("A\u0300 relancer", [view("À relancer")])).toBe("taken");
  expect(viewNameFault("À relancer", [])).toBe(undefined);
  expect(viewNameFault("   ", [])).toBe("empty");
  expect(viewNameFault("a".repeat(VIEW_NAME_MOST + 1), [])).toBe("long");
});
