import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pages } from "./pages.ts";

test.each(Object.entries(pages))("%s says what the tables say: `npm run security` writes it again", (path, make) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(make());
});
