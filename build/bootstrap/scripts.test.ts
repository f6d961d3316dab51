import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { scripts } from "./scripts.mjs";

test("package.json and the door name the same scripts, each by the one command", () => {
  const { scripts: written } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync("package.json", "utf8")));
  expect(written).toEqual(Object.fromEntries(Object.keys(scripts).map((name) => [name, `node build/run.mjs ${name}`])));
});
