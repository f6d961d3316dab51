import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SavedView } from "../../shared/bridge/saved-views.ts";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { createDesk } from "./desk.ts";
import { PAGE, setQuery } from "./list-slice.ts";
import { isShown, keepViews, openView, refreshViews } from "./views-slice.ts";

const garages: SavedView = { name: "Garages", search: "garage", filter: "draft", sort: "age" };
beforeAll(() => {
  vi.stubGlobal("location", { hash: "" });
  vi.stubGlobal("history", { pushState: () => undefined });
});
afterAll(() => vi.unstubAllGlobals());

test("the core's views are shown, and a list that it does not keep leaves those before", async () => {
  const desk = createDesk(createFakeBridge({ savedViews: [garages], viewsFail: { code: "G1005" } }));
  await refreshViews(desk);
  expect(desk.get().views).toEqual([garages]);
  expect(await keepViews(desk, [])).toEqual({ code: "G1005" });
  expect(desk.get().views).toEqual([garages]);
});

test("a view opens its search, filter and order at once, with one question to the core", async () => {
  const bridge = createFakeBridge();
  const desk = createDesk(bridge);
  setQuery(desk, {});
  await vi.waitFor(() => expect(desk.get().list.total).toBeDefined());
  const before = bridge.calls.length;
  openView(desk, garages);
  expect(desk.get().route).toEqual({ kind: "files", filter: "draft", file: undefined });
  expect(isShown(garages, desk.get().list.query)).toBe(true);
  expect(isShown({ ...garages, sort: "name" }, desk.get().list.query)).toBe(false);
  expect(bridge.calls.slice(before)).toEqual([["files.list", { search: "garage", filter: "draft", sort: "age", offset: 0, limit: PAGE }]]);
});
