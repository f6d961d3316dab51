import type { Procedure, Refusal } from "../assessment.ts";
import type { Facts, LoanRequest } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Eligibility } from "../packs/scheme-pack.ts";
import { input } from "./found.ts";

/** Years from the first disbursement: as asked, or one year of deferral and the amortisation. */
export function yearsOf(request: LoanRequest): number | undefined {
  if (request.totalYears !== undefined) return request.totalYears;
  return request.amortisationYears === undefined ? undefined : request.amortisationYears + 1;
}

/** EL14 to EL16: at least 12 months before any amortisation, 6 years at most, no other security in the mass procedure. */
export function loanTermRefusals(facts: Facts, procedure: Procedure | undefined, p: PgeParameters): Eligibility {
  const { request, grantOn } = facts;
  const refusals: Refusal[] = [];
  const deferral = on(p.minimumDeferralMonths, grantOn);
  if (request.deferralMonths !== undefined && request.deferralMonths < deferral.value) {
    refusals.push({
      reason: "DIFFERE_INFERIEUR_12_MOIS",
      rule: "EL14",
      reference: deferral.reference,
      inputs: [input("request.deferralMonths", "months", request.deferralMonths), input("pack.minimumDeferralMonths", "months", deferral.value)],
    });
  }
  const maximum = on(p.maximumYears, grantOn);
  const years = yearsOf(request);
  if (years !== undefined && years > maximum.value) {
    refusals.push({
      reason: "DUREE_SUPERIEURE_6_ANS",
      rule: "EL15",
      reference: maximum.reference,
      inputs: [input("request.totalYears", "years", years), input("pack.maximumYears", "years", maximum.value)],
    });
  }
  if (request.otherSecurity === true && procedure === "MASSE") {
    refusals.push({
      reason: "SURETE_INTERDITE",
      rule: "EL16",
      reference: "arrete-2020-03-23-art-2",
      inputs: [input("request.otherSecurity", "yes-no", true), input("procedure", "code", procedure)],
    });
  }
  const undecided = request.otherSecurity === true && procedure === undefined;
  return { refusals, missing: undecided ? ["borrower.staffFrance", "borrower.turnover"] : [] };
}
