import { expect, test } from "vitest";
import { parseFieldEntry } from "./field-entry.ts";
import { borrowerTypeOfLegalForm, SUGGESTED_LEGAL_FORMS } from "./legal-forms.ts";
import { isSeasonalActivity, KNOWN_SEASONAL_ACTIVITIES } from "./packs/saison-activities.ts";

test("[FI1] every suggested legal form may be typed, any other four digits too", () => {
  for (const { code } of SUGGESTED_LEGAL_FORMS) expect(parseFieldEntry("legalForm", code)).toEqual({ ok: true, value: code });
  expect(parseFieldEntry("legalForm", "7430").ok).toBe(true);
  expect([borrowerTypeOfLegalForm("6541"), borrowerTypeOfLegalForm("9220"), borrowerTypeOfLegalForm("7430")]).toEqual(["SCI", "ASSOCIATION", undefined]);
});

test("[EL13] an activity is known to be listed, or nobody has checked: never refused by the suggestion", () => {
  for (const naf of KNOWN_SEASONAL_ACTIVITIES) expect(parseFieldEntry("naf", naf)).toEqual({ ok: true, value: naf });
  expect([isSeasonalActivity("55.30Z"), isSeasonalActivity("62.01Z"), isSeasonalActivity("62.01Z", ["62.01Z"])]).toEqual([true, undefined, true]);
});
