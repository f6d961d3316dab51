import { expect, test } from "vitest";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/pge/assess.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { movedFigures } from "./moved.ts";

const fields: Fields = {
  scheme: "CLASSIQUE", borrowerType: "SOCIETE", createdOn: "2019-03-01", staffFrance: 12, turnover: 100_000_000, turnover2019: 100_000_000,
  payrollTwoYears: 10_000_000, amount: 15_000_000, totalYears: 6, amortisationYears: 5,
};
const on = (date: string) => assess({ ...fieldsToFacts(fields, legalDate(date)), grantOn: legalDate(date) });

test("[CE3] a new company's ceiling moves when the grant passes 19/07/2020, and the text that moved it is named", () => {
  const moved = movedFigures(on("2020-07-18"), on("2020-07-19"));
  expect(moved.map(({ name }) => name)).toEqual(["ceiling", "available"]);
  expect(moved[0]).toMatchObject({ from: 10_000_000, to: 25_000_000 });
  expect(moved[0]?.reference).toBe(on("2020-07-19").ceiling?.reference);
});

test("nothing moves between two days under the same texts", () => {
  expect(movedFigures(on("2020-04-15"), on("2020-04-16"))).toEqual([]);
});
