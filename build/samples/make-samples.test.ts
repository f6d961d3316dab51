import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assess } from "../../shared/testing/assess-pge.ts";
import { parseFieldEntry } from "../../shared/pge/field-entry.ts";
import { fieldsToFacts } from "../../shared/pge/fields-to-facts.ts";
import { isFieldName, FIELD_NAMES } from "../../shared/pge/file-fields.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { branchFiles, publishedFiles, samples } from "./make-samples.ts";
import { publishedLoans } from "./published-loans.ts";
import { typedValue } from "./typed-row.ts";

test("the committed samples are the ones the generator makes", () => {
  for (const [path, text] of samples()) expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8") === text, path).toBe(true);
});

test("every cell is read back as it was stored", () => {
  for (const fields of [...branchFiles(0).slice(0, 50), ...publishedFiles()]) {
    for (const name of FIELD_NAMES.filter((candidate) => isFieldName(candidate) && fields[candidate] !== undefined)) {
      expect(parseFieldEntry(name, typedValue(name, fields[name]))).toEqual({ ok: true, value: fields[name] });
    }
  }
});

test("where a quota was published, the rules give it", () => {
  const assessed = publishedFiles().map((fields) => assess(fieldsToFacts(fields, legalDate("2020-05-15"))).quotaPct?.value);
  const published = publishedLoans.map((loan) => loan.quotaPct);
  expect(published.filter((quota) => quota !== undefined)).toEqual([70, 70, 90]);
  for (const [i, quota] of published.entries()) if (quota !== undefined) expect(assessed[i], publishedLoans[i]?.company).toBe(quota);
});
