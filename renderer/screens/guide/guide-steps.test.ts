import { expect, test } from "vitest";
import { TRAINING_SIREN, trainingCompany } from "../../../shared/pge/training-company.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { newGuide } from "../../state/guide.ts";
import { stepsDone } from "./guide-steps.ts";

const company: Fields = JSON.parse(JSON.stringify(trainingCompany));
const done = (fields: Fields, documents = 0, seen: Partial<typeof newGuide> = {}): readonly string[] => [...stepsDone(fields, documents, { ...newGuide, ...seen })];

test("nothing is done in a guided file that was only opened", () => {
  expect(done({ siren: TRAINING_SIREN })).toEqual([]);
});

test("a step is done once all that it asks for is there, and no longer when it was taken back", () => {
  const { naf: _, ...rest } = company;
  expect(done(company)).toEqual(["company"]);
  expect(done(rest)).toEqual([]);
  expect(done({ ...company, staffFrance: 38, turnover: 1, turnover2019: 1 })).toEqual(["company", "figures"]);
  expect(done({ scheme: "CLASSIQUE", amount: 0, foreseenGrantOn: "2020-04-20", totalYears: 6 })).toEqual(["request"]);
});

test("looking, attaching and asking to submit are steps of their own, in any order", () => {
  expect(done({}, 1, { submit: true })).toEqual(["documents", "submit"]);
  expect(done({}, 0, { figure: true, folded: true })).toEqual(["verdict"]);
});
