import { expect, test } from "vitest";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { isoWeekOf, mondayOf } from "./iso-week.ts";
import { nafSectionOf } from "./naf-section.ts";

test.each([
  ["2020-04-15", "2020-W16"], ["2019-12-30", "2020-W01"], ["2021-01-03", "2020-W53"], ["2021-01-04", "2021-W01"], ["2018-12-31", "2019-W01"], ["2023-01-01", "2022-W52"], ["1969-12-31", "1970-W01"],
])("%s is in the week %s: a week belongs to the year of its Thursday", (day, week) => expect(isoWeekOf(legalDate(day))).toBe(week));

test("a week begins on Monday", () => expect(["2020-04-13", "2020-04-15", "2020-04-19"].map((day) => mondayOf(legalDate(day)))).toEqual(["2020-04-13", "2020-04-13", "2020-04-13"]));

test.each([["01.11Z", "A"], ["10.71C", "C"], ["33.20D", "C"], ["35.11Z", "D"], ["56.10A", "I"], ["68.20A", "L"], ["99.00Z", "U"], ["04.00Z", undefined], ["34.00Z", undefined], ["83.00Z", undefined], ["", undefined], ["C10", undefined]])("the activity %s is of section %s", (naf, section) => expect(nafSectionOf(naf)).toBe(section));
