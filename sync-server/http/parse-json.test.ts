import { expect, test } from "vitest";
import { findDepth, parseJson } from "./parse-json.ts";

const depthOf = (text: string, limit: number): number | undefined => findDepth(Buffer.from(text), limit);

test("depth counts brackets outside strings only, and says where it is passed", () => {
  expect(depthOf('[["[[[[", "\\"[[[", "\\\\"]]', 2)).toBeUndefined();
  expect(depthOf("[[[]]]", 2)).toBe(2);
  expect(depthOf('{"a":[{"b":1}]}', 2)).toBe(6);
  expect(depthOf("[] [] []", 1)).toBeUndefined();
});

test("a string that never ends is the parser's business, not an endless search", () => {
  expect(depthOf('"\\\\\\"[[[[', 2)).toBeUndefined();
});

test("texts that only look like reserved keys are texts", () => {
  expect(parseJson(Buffer.from('{"head":"{\\"__proto__\\":1}","constructor":"builder"}'))).toEqual({ head: '{"__proto__":1}', constructor: "builder" });
});

test("4 MiB of escaped quotes are read in linear time", () => {
  const body = Buffer.from(JSON.stringify({ head: '"\\'.repeat(1_000_000) }));
  const begun = performance.now();
  parseJson(body);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
