import type { Fields, FieldValue } from "../../shared/pge/file-fields.ts";
import { someFields, type FieldOverrides } from "../../shared/testing/some-fields.ts";
import { FICTIONAL_SIREN_COUNT } from "../../shared/testing/companies.ts";
import { sirenFrom } from "../../sync-server/testing/sound-fields.ts";
import { NEW_SCHEME } from "../../build/demo/fictitious-scheme.ts";
import type { PlannedFile } from "./plan.ts";

export const BUSINESS_DATE = "2020-03-25";
/** What lies before the request, and when the money is meant to be there. */
const DAYS: FieldOverrides = { turnoverProofOn: "2020-03-20", receivedOn: "2020-03-23", foreseenGrantOn: "2020-03-27", preApprovedOn: "2020-03-24", mandateOn: "2020-03-23", swornOn: "2020-03-23", vigilanceOn: "2020-03-24" };
/** Bounds of the fictitious scheme. */
const [LEAST, MOST] = [500_000, 50_000_000];
const BILLION = 100_000_000_000;

const asked = (amount: number): FieldOverrides => ({ amount, exposureAtGrant: amount });
const number = (value: FieldValue | undefined): number => (typeof value === "number" ? value : 0);

/** The file as its client asks for it. Each company once, as long as its numbers suffice: past them, those that tests use and no register has. */
export function firstFields({ story, company }: Pick<PlannedFile, "story" | "company">): Fields {
  const own = company < FICTIONAL_SIREN_COUNT ? {} : { siren: sirenFrom(company), siret: undefined };
  const sound = someFields(company, { ...DAYS, ...own });
  const but = (over: FieldOverrides): Fields => someFields(company, { ...DAYS, ...own, ...over });
  const amount = number(sound["amount"]);
  switch (story) {
    case "corrected": case "over": return but(asked(tooMuch(sound)));
    case "completed": case "incomplete": return but({ swornOn: undefined });
    case "ineligible": return but({ borrowerType: "ETABLISSEMENT_CREDIT" });
    case "large": return but({ turnover: 2 * BILLION, turnover2019: 2 * BILLION, balanceSheet: 2 * BILLION, staffFrance: 6_000 });
    case "broken": return but({ siren: "123456789", siret: undefined });
    case "early-scheme": case "scheme": return but({ scheme: NEW_SCHEME, ...asked(Math.min(MOST, Math.max(LEAST, amount))) });
    default: return sound;
  }
}

/** What the advisor changes before she sends it, or to mend what was refused. */
export function editedFields({ story, company }: Pick<PlannedFile, "story" | "company">): FieldOverrides {
  const sound = firstFields({ story: "plain", company });
  if (story === "completed") return { swornOn: DAYS.swornOn };
  if (story === "corrected") return asked(number(sound["amount"]));
  return asked(Math.max(100_000, Math.floor(number(sound["amount"]) / 200_000) * 100_000));
}

/** A quarter of the turnover is the ceiling of 2020. */
const tooMuch = (sound: Fields): number => Math.ceil((number(sound["turnover2019"]) * 0.3) / 100) * 100;
