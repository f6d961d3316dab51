import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToUuid, id, isUuid, parseId, uuidToBytes, uuidV7 } from "./ids.ts";
import { err, ok, unwrap } from "./result.ts";
import { isStorableText, utf8Length } from "./wire-text.ts";

test("[KE4] only a lower-case uuid is an id", () => {
  const good = "01890a5d-ac96-774b-bcce-b302099a8057";
  expect([isUuid(good), parseId(good).ok, id(good)]).toEqual([true, true, good]);
  expect([good.toUpperCase(), `{${good}}`, good.slice(1), `${good}0`, "", 5, null].map((text) => parseId(text).ok)).toEqual(Array(7).fill(false));
  expect(() => id("x")).toThrow();
});

test("[KE4] version 7: its bits, its clock first, so that later sorts later", () => {
  const random = new Uint8Array(16).fill(255);
  const uuid = uuidV7(1_586_908_800_000, random);
  expect([uuid.slice(0, 15), uuid[19], isUuid(uuid)]).toEqual(["01717b22-a400-7", "b", true]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 1_000_000 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (now, later, bytes) => {
      expect(uuidV7(now, bytes) < uuidV7(now + later, bytes)).toBe(true);
    }),
  );
});

test("[KE4] bytes and text are the same id", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => { expect([...uuidToBytes(bytesToUuid(bytes))]).toEqual([...bytes]); }));
});

test("[KE5] U+0000 and lone surrogates are told; lengths are those of UTF-8", () => {
  expect(["é€😀", "a\u0000", "\ud83d", "\ude00a"].map(isStorableText)).toEqual([true, false, false, false]);
  const encoder = new TextEncoder();
  const texts = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 }).map((points) => String.fromCodePoint(...points));
  fc.assert(fc.property(texts, (text) => { expect(utf8Length(text)).toBe(encoder.encode(text).length); }));
  expect(utf8Length("\ud83d")).toBe(3);
});

test("a result is a value or a reason, and unwrapping a reason is a bug that names its place", () => {
  expect(unwrap(ok(5), "here")).toBe(5);
  expect(() => unwrap(err({ type: "No" }), "here")).toThrow(/here: .*No/);
});
