import { expect, test } from "vitest";
import { readDashboard, readQuestions } from "./read-metabase.ts";

const GRID = 24;

test("[RP10] every question asks the reporting schema and no other, and says what it shows", () => {
  for (const [name, { dataset_query: asked, display, visualization_settings: settings }] of readQuestions()) {
    const { query } = asked.native;
    expect([...query.matchAll(/(?:FROM|JOIN)\s+(\S+)/gi)].map(([, table]) => table).filter((table) => table?.startsWith("guichet_reporting.") !== true), name).toEqual([]);
    const columns = Object.values(settings).flat();
    expect(columns.length > 0, name).toBe(display !== "table");
    for (const column of columns) expect(query, name).toContain(column);
  }
});

test("[RP10] the dashboard holds each question once, and no card lies on another", () => {
  const { dashcards } = readDashboard();
  expect(dashcards.map(({ card_id: card }) => card).toSorted()).toEqual([...readQuestions().keys()]);
  expect(new Set(dashcards.map(({ id }) => id)).size).toBe(dashcards.length);
  const cells = dashcards.flatMap(({ row, col, size_x: width, size_y: height }) => Array.from({ length: width * height }, (_, i) => `${row + Math.floor(i / width)}/${col + (i % width)}`));
  expect(new Set(cells).size).toBe(cells.length);
  expect(dashcards.every(({ col, size_x: width }) => col + width <= GRID)).toBe(true);
});
