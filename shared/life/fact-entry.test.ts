import { expect, test } from "vitest";
import { err, ok } from "../kernel/result.ts";
import { parseDay } from "./fact-entry.ts";

test("a day is read as people write it; nothing typed, and what is no day, are told apart", () => {
  const read = (typed: string) => parseDay(typed, { language: "fr" });
  expect(read(" 15/04/2020 ")).toEqual(ok("2020-04-15"));
  expect([read("  "), read("31/02/2020"), read("demain"), read("\u0000")]).toEqual([err("REQUIRED"), err("DATE_NO_SUCH_DAY"), err("DATE_FORMAT"), err("TEXT_NOT_STORABLE")]);
});
