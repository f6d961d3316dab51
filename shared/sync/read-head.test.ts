import fc from "fast-check";
import { expect, test } from "vitest";
import { headSchema } from "./change.ts";
import { readHead } from "./read-head.ts";

const id = "01890000-0000-7000-8000-00000000000a";
const good = {
  v: 1, bank: id, branch: id, file: id, change: id, replica: id, seq: 1, prev: "0".repeat(64), kind: "created", kindVersion: 1, base: 0,
  author: "someone", madeAt: 0, rules: "pge@1", reference: "2020", bodyHash: "f".repeat(64),
};
const byHand = (json: unknown) => readHead(json);
const bySchema = (json: unknown) => {
  const parsed = headSchema.safeParse(json);
  return parsed.success ? parsed.data : undefined;
};

test("[SY8] a head is read by hand as its schema reads it, extra keys left out", () => {
  expect(byHand(good)).toEqual(good);
  expect(byHand({ ...good, mends: id, extra: 1 })).toEqual({ ...good, mends: id });
  for (const json of [undefined, null, [], "", 1, {}, { ...good, mends: null }, { ...good, v: 2 }, { ...good, kind: "x".repeat(41) }, { ...good, seq: 2 ** 53 }]) {
    expect(bySchema(json)).toBeUndefined();
    expect(byHand(json)).toBeUndefined();
  }
});

test("[SY8] whatever one key is changed to, both say the same", () => {
  const odd = fc.oneof(
    fc.constantFrom(undefined, null, true, -1, 0, 1, 1.5, -0, 2 ** 53, Number.NaN, "", id, id.toUpperCase(), "0".repeat(64), "F".repeat(64), "x".repeat(60), "x".repeat(61), "x".repeat(200), "x".repeat(201), "💶".repeat(60), "💶".repeat(61), "💶".repeat(200), "💶".repeat(201), "💶x".repeat(100), "\ud83d".repeat(201)),
    fc.integer(), fc.string(), fc.array(fc.string()), fc.object(),
  );
  fc.assert(fc.property(fc.constantFrom(...Object.keys(good), "mends", "other"), odd, (key, value) => {
    const json = { ...good, [key]: value };
    expect(byHand(json)).toEqual(bySchema(json));
  }), { numRuns: 3_000 });
});
