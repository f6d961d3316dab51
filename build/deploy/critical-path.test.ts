import { expect, test } from "vitest";
import { criticalPath, type Steps } from "./critical-path.ts";

const steps = (written: Readonly<Record<string, readonly [seconds: number, ...needs: readonly string[]]>>): Steps => new Map(Object.entries(written).map(([name, [seconds, ...needs]]) => [name, { seconds, needs }]));

test("the longest chain counts, not the sum, and not the chain with the most steps", () => {
  expect(criticalPath(steps({ check: [40], a: [100], b: [120], build: [60], image: [50, "check", "a", "b", "build"], diff: [70, "build"] }))).toEqual({ steps: ["b", "image"], seconds: 170 });
  expect(criticalPath(steps({ a: [1], b: [1, "a"], c: [1, "b"], d: [4] }))).toEqual({ steps: ["d"], seconds: 4 });
});

test("a step that several wait for is taken once, wherever it stands", () => {
  expect(criticalPath(steps({ last: [1, "left", "right"], left: [2, "first"], right: [3, "first"], first: [10] }))).toEqual({ steps: ["first", "right", "last"], seconds: 14 });
});

test("nothing takes nothing", () => expect(criticalPath(steps({}))).toEqual({ steps: [], seconds: 0 }));

test("what is not there, or waits for itself, is said by name", () => {
  expect(() => criticalPath(steps({ a: [1, "b"] }))).toThrow("a needs b, which is not there");
  expect(() => criticalPath(steps({ a: [1, "b"], b: [1, "a"] }))).toThrow("a needs b needs a: without end");
});
