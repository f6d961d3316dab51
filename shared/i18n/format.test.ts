import { expect, test } from "vitest";
import { formats } from "./format.ts";

const { fr, en } = formats;

test("French amounts: narrow no-break spaces between thousands, a comma, a no-break space before €", () => {
  expect(fr.amount(125_000_050)).toBe("1\u202f250\u202f000,50\u00a0€");
  expect(fr.amount(47_500_000)).toBe("475\u202f000\u00a0€");
  expect(fr.amountExact(47_500_000)).toBe("475\u202f000,00\u00a0€");
  expect(fr.amount(-100)).toBe("\u22121\u00a0€");
  expect(fr.amount(5)).toBe("0,05\u00a0€");
  expect(fr.column(168_750)).toBe("1\u202f687,50");
});

test("English amounts: the sign first, commas and a point", () => {
  expect(en.amount(125_000_050)).toBe("€1,250,000.50");
  expect(en.amount(-100)).toBe("−€1");
});

test("percents and rates follow the language", () => {
  expect([fr.percent(90), en.percent(90)]).toEqual(["90\u00a0%", "90%"]);
  expect([fr.rate(125), en.rate(125)]).toEqual(["1,25\u00a0%", "1.25%"]);
});

test("dates put the day first; a legal date is the same day in every zone", () => {
  expect(fr.date("2020-04-15")).toBe("15/04/2020");
  expect(fr.longDate("2020-04-15")).toBe("mercredi 15 avril 2020");
  expect(fr.longDate("2022-07-01")).toBe("vendredi 1er juillet 2022");
  expect(fr.longDate("2020-05-21")).toBe("jeudi 21 mai 2020");
  expect(en.longDate("2022-07-01")).toMatch(/^Friday,? 1 July 2022$/);
  expect(en.longDate("2020-04-15")).toMatch(/^Wednesday,? 15 April 2020$/);
});

test("times are the workstation's own", () => {
  const at = new Date(2020, 3, 15, 9, 5).getTime();
  expect([fr.time(at), en.time(at)]).toEqual(["9\u00a0h\u00a005", "09:05"]);
  expect(fr.dayAndTime(at)).toBe("15/04/2020 à 9\u00a0h\u00a005");
});

test("ages are short and never negative", () => {
  const minute = 60_000;
  expect([-5, 59_999, minute, 59 * minute, 60 * minute, 25 * 60 * minute].map(fr.age)).toEqual(["à l’instant", "à l’instant", "1\u00a0min", "59\u00a0min", "1\u00a0h", "1\u00a0j"]);
  expect(en.age(50 * 60 * minute)).toBe("2\u00a0d");
});

test("sizes are coarse, in the words of each language", () => {
  expect([1, 640_000, 999_499, 999_500, 10_485_760].map(formats.fr.size)).toEqual(["1\u00a0ko", "640\u00a0ko", "999\u00a0ko", "1,0\u00a0Mo", "10,5\u00a0Mo"]);
  expect([640_000, 1_240_000].map(formats.en.size)).toEqual(["640\u00a0KB", "1.2\u00a0MB"]);
});
