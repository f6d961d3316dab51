import type { Procedure, Refusal } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { Eligibility } from "../packs/scheme-pack.ts";
import { collectiveProcedureRefusals } from "./collective-procedure.ts";
import { input } from "./found.ts";
import { loanTermRefusals } from "./loan-terms.ts";
import { sciRefusals } from "./sci.ts";
import { windowRefusals } from "./window.ts";

/** Every reason that is true, in the order of the law: period, scheme, borrower, loan. */
export function eligibilityOf(facts: Facts, procedure: Procedure | undefined, p: PgeParameters): Eligibility {
  const scheme = schemeConditions(facts);
  const borrower = borrowerConditions(facts, p);
  const sci = sciRefusals(facts, p);
  const loan = loanTermRefusals(facts, procedure, p);
  return {
    refusals: [
      ...windowRefusals(facts, p),
      ...scheme.refusals,
      ...borrower.refusals,
      ...sci.refusals,
      ...collectiveProcedureRefusals(facts, p),
      ...loan.refusals,
    ],
    missing: [...scheme.missing, ...borrower.missing, ...sci.missing, ...loan.missing],
  };
}

/** EL12 and EL13: what the chosen scheme asks of the company. */
export function schemeConditions(facts: Facts): Eligibility {
  const { borrower, scheme } = facts;
  if (scheme === undefined) return { refusals: [], missing: ["scheme"] };
  if (scheme === "RESILIENCE") {
    if (borrower.ukraineSelfCertified === undefined) return { refusals: [], missing: ["borrower.ukraineSelfCertified"] };
    if (!borrower.ukraineSelfCertified) {
      const inputs = [input("borrower.ukraineSelfCertified", "yes-no", false)];
      return { refusals: [{ reason: "AUTO_CERTIFICATION_MANQUANTE", rule: "EL12", reference: "arrete-2022-04-07", inputs }], missing: [] };
    }
  }
  if (scheme === "SAISON") {
    if (borrower.seasonalNaf === undefined) return { refusals: [], missing: ["borrower.seasonalNaf"] };
    if (!borrower.seasonalNaf) {
      const inputs = [
        ...(borrower.naf === undefined ? [] : [input("borrower.naf", "code", borrower.naf)]),
        input("borrower.seasonalNaf", "yes-no", false),
      ];
      return { refusals: [{ reason: "NAF_NON_ELIGIBLE_SAISON", rule: "EL13", reference: "arrete-2020-07-13-art-4", inputs }], missing: [] };
    }
  }
  return { refusals: [], missing: [] };
}

/** EL1 to EL3: registered, not a financial institution, with an economic activity. */
export function borrowerConditions(facts: Facts, p: PgeParameters): Eligibility {
  const { borrower } = facts;
  const refusals: Refusal[] = [];
  const missing: string[] = [];
  const reference = "arrete-2020-03-23-art-3";
  if (borrower.sireneRegistered === false) {
    refusals.push({ reason: "NON_INSCRIT_SIRENE", rule: "EL1", reference, inputs: [input("borrower.sireneRegistered", "yes-no", false)] });
  }
  if (borrower.type === undefined) return { refusals, missing: ["borrower.type"] };
  const type = input("borrower.type", "code", borrower.type);
  if (p.excludedTypes.includes(borrower.type)) refusals.push({ reason: "SECTEUR_FINANCIER_EXCLU", rule: "EL2", reference, inputs: [type] });
  if (p.economicActivityTypes.includes(borrower.type)) {
    if (borrower.economicActivity === undefined) missing.push("borrower.economicActivity");
    else if (!borrower.economicActivity) {
      refusals.push({ reason: "SANS_ACTIVITE_ECONOMIQUE", rule: "EL3", reference, inputs: [type, input("borrower.economicActivity", "yes-no", false)] });
    }
  }
  return { refusals, missing };
}
