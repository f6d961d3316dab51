import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRegistrationNumber, registrationNumber } from "./registration-number.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const numbers = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.uint8Array({ minLength: 5, maxLength: 5 })).map(([epoch, random]) => registrationNumber(epoch, random));
const replaceAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1);

test("[SY33] a number is written 1-ABCD-EFGH-K and carries its forty random bits", () => {
  expect(registrationNumber(1, Uint8Array.of(0, 0, 0, 0, 0))).toMatch(/^1-0000-0000-[0-9A-Z]$/);
  expect(registrationNumber(1, Uint8Array.of(255, 255, 255, 255, 255))).toMatch(/^1-ZZZZ-ZZZZ-[0-9A-Z]$/);
  expect(registrationNumber(12, Uint8Array.of(0, 0, 0, 0, 33))).toMatch(/^12-0000-0011-[0-9A-Z]$/);
});

test("[SY33] fewer than forty random bits, or no epoch, is a bug and throws", () => {
  expect(() => registrationNumber(1, Uint8Array.of(1, 2, 3, 4))).toThrow(RangeError);
  expect(() => registrationNumber(0, new Uint8Array(5))).toThrow(RangeError);
});

test("[SY33] a number is read back as people say it: any case, spaces, no dashes, letter O for zero, I or L for one", () => {
  fc.assert(fc.property(numbers, (number) => {
    const said = number.replaceAll("-", " ").toLowerCase().replaceAll("0", "o").replaceAll("1", "l");
    expect(parseRegistrationNumber(number)).toEqual({ ok: true, value: number });
    expect(parseRegistrationNumber(said)).toEqual({ ok: true, value: number });
    expect(parseRegistrationNumber(number.replaceAll("-", ""))).toEqual({ ok: true, value: number });
  }));
});

test("[SY33] every single wrong character is noticed", () => {
  fc.assert(fc.property(numbers, fc.nat(), fc.nat(31), (number, place, index) => {
    const at = number.indexOf("-") + 1 + (place % (number.length - number.indexOf("-") - 1));
    const wrong = ALPHABET.charAt(index);
    fc.pre(number.charAt(at) !== "-" && number.charAt(at) !== wrong);
    expect(parseRegistrationNumber(replaceAt(number, at, wrong))).toEqual({ ok: false, error: { type: "BadCheck" } });
  }), { numRuns: 1_000 });
});

test("[SY33] every exchange of two different characters is noticed", () => {
  fc.assert(fc.property(numbers, fc.nat(), fc.nat(), (number, one, two) => {
    const start = number.indexOf("-");
    const places = Array.from({ length: number.length }, (_, i) => i).filter((i) => i > start && number.charAt(i) !== "-");
    const [a, b] = [places[one % places.length] ?? 0, places[two % places.length] ?? 0];
    fc.pre(number.charAt(a) !== number.charAt(b));
    const swapped = replaceAt(replaceAt(number, a, number.charAt(b)), b, number.charAt(a));
    expect(parseRegistrationNumber(swapped).ok).toBe(false);
  }), { numRuns: 1_000 });
});

test.each(["", "1", "ABCD-EFGH-K", "0-ABCD-EFGH-K", "1-ABCU-EFGH-K", "1-ABCD-EFGH-K-1-1", "1-AB*D-EFGH-K"])("[SY33] %j is not a number", (text) => {
  expect(parseRegistrationNumber(text)).toEqual({ ok: false, error: { type: "NotANumber" } });
});
