import { expect, test } from "vitest";
import type { SavedView } from "../../../shared/bridge/saved-views.ts";
import { putSetting } from "../db/settings.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { createViewHandlers } from "../handlers/view-handlers.ts";
import { keepViews, listViews } from "./saved-views.ts";

const mine: SavedView = { name: "À relancer", search: "garage", filter: "mine", sort: "age" };

test("views are kept in their order, renamed and removed with the whole list", async () => {
  const desk = await openTestDesk("maelle.exemple");
  expect(listViews(desk)).toEqual([]);
  const other: SavedView = { ...mine, name: "Gros montants", sort: "amount" };
  expect(keepViews(desk, [other, mine])).toEqual({ ok: true, value: [other, mine] });
  expect(listViews(desk)).toEqual([other, mine]);
  keepViews(desk, [{ ...mine, name: "À rappeler" }]);
  expect(listViews(desk).map(({ name }) => name)).toEqual(["À rappeler"]);
});

test("views that cannot be read count as none, and do not stop new ones", async () => {
  const desk = await openTestDesk("maelle.exemple");
  for (const text of ["{", '[{"name":"x"}]']) {
    desk.db.transaction((db) => putSetting(db, "savedViews", text));
    expect(listViews(desk)).toEqual([]);
  }
  expect(keepViews(desk, [mine]).ok).toBe(true);
});

test("locked, there are none to see, and keeping says so", async () => {
  const handlers = createViewHandlers(() => undefined);
  expect(await handlers["views.list"](undefined)).toEqual([]);
  expect(await handlers["views.keep"]([mine])).toEqual({ ok: false, error: { code: "G1008" } });
});
