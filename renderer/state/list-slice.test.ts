import { expect, test } from "vitest";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { createDesk } from "./desk.ts";
import { loadPage, setQuery } from "./list-slice.ts";

const settled = () => new Promise((done) => setTimeout(done, 0));

test("a hundred thousand files are asked for by the page, and known by their place", async () => {
  const desk = createDesk(createFakeBridge({ files: 100_000 }));
  setQuery(desk, {});
  await settled();
  expect(desk.get().list.total).toBe(100_000);
  await loadPage(desk, 73_456);
  expect([...desk.get().list.rows.keys()].filter((place) => place >= 100)).toEqual(Array.from({ length: 100 }, (_, i) => 73_400 + i));
});

test("an answer to an older question is dropped", async () => {
  const desk = createDesk(createFakeBridge());
  setQuery(desk, { filter: "registered" });
  setQuery(desk, { filter: "withdrawn" });
  await settled();
  expect(new Set([...desk.get().list.rows.values()].map(({ status }) => status))).toEqual(new Set(["withdrawn"]));
});
