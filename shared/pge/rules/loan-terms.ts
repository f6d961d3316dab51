import type { Procedure, Refusal } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Eligibility } from "../packs/scheme-pack.ts";
import { totalYearsOf } from "../repayment-plan.ts";
import { input } from "./found.ts";
import { massOrIndividual } from "./procedure.ts";

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
  const years = Math.max(request.totalYears ?? 0, totalYearsOf(request, deferral.value) ?? 0);
  if (years > maximum.value) {
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
  return { refusals, missing: undecided ? massOrIndividual(facts, p).missing : [] };
}
