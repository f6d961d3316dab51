import type { Caution } from "../assessment.ts";
import type { Facts } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import type { CoreFigures } from "../packs/scheme-pack.ts";
import { durationsDisagree, repaymentPlanOf } from "../repayment-plan.ts";
import { isCuredByPlan } from "./collective-procedure.ts";
import { isSci } from "./sci.ts";
import { countsResilienceOnly, isLive } from "./used.ts";

/** Everything a person should look at before deciding. None of them refuses by itself. */
export const CAUTIONS = [
  "ARGENT_FRAIS_A_VERIFIER", "DIFFERE_AU_DELA_DE_12_MOIS", "DUREES_INCOHERENTES", "FORMULE_AERO_A_VERIFIER", "GROUPE_A_VERIFIER",
  "LISTE_SAISON_A_VERIFIER", "PERIODE_ENTRE_DEUX_TEXTES", "PGE_EXISTANT_SANS_DISPOSITIF", "PLAFOND_DEPASSE_PROCEDURE_INDIVIDUELLE",
  "PLAFOND_PARTIEL_ENTREPRISE_NOUVELLE", "PLAN_AVANT_08_05_2020", "PROCEDURE_AMIABLE", "QUOTITE_ARRETE_EN_PROCEDURE_DE_MASSE",
  "RESILIENCE_AVANT_PUBLICATION", "SAISON_OU_AERO_ENTREPRISE_NOUVELLE", "SCI_EN_RESILIENCE", "DIFFERE_SUPPLEMENTAIRE_SANS_AMORTISSEMENT",
] as const;
export type CautionCode = (typeof CAUTIONS)[number];

const caution = (code: CautionCode, rule: string, reference: string): Caution => ({ code, rule, reference });

export function cautionsOf(facts: Facts, figures: CoreFigures, p: PgeParameters): readonly Caution[] {
  return [...periodCautions(facts, p), ...borrowerCautions(facts, p), ...ceilingCautions(facts, figures, p), ...loanCautions(facts, figures, p)];
}

function periodCautions(facts: Facts, p: PgeParameters): readonly Caution[] {
  const gap = p.extensionGap;
  const resilience = facts.scheme === "RESILIENCE";
  return [
    ...(facts.grantOn >= gap.from && facts.grantOn <= gap.until ? [caution("PERIODE_ENTRE_DEUX_TEXTES", "WI7", gap.reference)] : []),
    ...(resilience && facts.grantOn >= p.windows.RESILIENCE.opens.value && facts.grantOn < p.resiliencePublishedOn
      ? [caution("RESILIENCE_AVANT_PUBLICATION", "WI8", p.windows.RESILIENCE.opens.reference)]
      : []),
  ];
}

function borrowerCautions(facts: Facts, p: PgeParameters): readonly Caution[] {
  const { borrower, scheme, grantOn } = facts;
  const beforeMay2020 = on(p.procedureOpenedUntil, grantOn) === p.procedureOpenedUntil[0];
  const cured = borrower.procedure !== undefined && borrower.procedure.openedOn <= on(p.procedureOpenedUntil, grantOn).value && isCuredByPlan(borrower.procedure, facts);
  return [
    ...(isSci(borrower, p) && scheme === "RESILIENCE" ? [caution("SCI_EN_RESILIENCE", "EL7", "arrete-2020-03-23-art-3")] : []),
    ...(cured && beforeMay2020 ? [caution("PLAN_AVANT_08_05_2020", "EL10", "faq-pge")] : []),
    ...(borrower.amicableProcedure === undefined ? [] : [caution("PROCEDURE_AMIABLE", "EL11", "faq-pge")]),
    ...(borrower.group === true ? [caution("GROUPE_A_VERIFIER", "EL18", "groupe-non-lu")] : []),
  ];
}

function ceilingCautions(facts: Facts, figures: CoreFigures, p: PgeParameters): readonly Caution[] {
  const { borrower, scheme, grantOn, request } = facts;
  const isNew = borrower.createdOn !== undefined && borrower.createdOn >= p.newCompanySince;
  const general = scheme !== undefined && !countsResilienceOnly(facts, p);
  const oneBranchOnly =
    isNew && general && on(p.newCompanyMayUseTurnover, grantOn).value &&
    (borrower.payrollTwoYears === undefined || (borrower.turnover2019 === undefined && borrower.turnoverLastYear === undefined));
  const over = request.amount !== undefined && figures.available !== undefined && request.amount > figures.available.value;
  return [
    ...(isNew && (scheme === "SAISON" || scheme === "AERO") ? [caution("SAISON_OU_AERO_ENTREPRISE_NOUVELLE", "CE10", p.windows[scheme].opens.reference)] : []),
    ...(oneBranchOnly && figures.ceiling !== undefined ? [caution("PLAFOND_PARTIEL_ENTREPRISE_NOUVELLE", "CE3", "arrete-2020-07-13")] : []),
    ...(scheme === "SAISON" ? [caution("LISTE_SAISON_A_VERIFIER", "EL13", "arrete-2020-07-13-art-4")] : []),
    ...(scheme === "AERO" ? [caution("FORMULE_AERO_A_VERIFIER", "CE6", "arrete-2020-09-15")] : []),
    ...(countsResilienceOnly(facts, p) && facts.existingLoans.some((loan) => isLive(loan) && loan.scheme === undefined)
      ? [caution("PGE_EXISTANT_SANS_DISPOSITIF", "US3", "arrete-2022-09-19")]
      : []),
    ...(figures.procedure?.value === "INDIVIDUELLE" && over ? [caution("PLAFOND_DEPASSE_PROCEDURE_INDIVIDUELLE", "DE2", "arrete-2020-03-23-art-5")] : []),
  ];
}

function loanCautions(facts: Facts, figures: CoreFigures, p: PgeParameters): readonly Caution[] {
  const { request } = facts;
  const { exposureAtReference: before, exposureAtGrant: after } = request;
  const law = on(p.exposureReferenceOn, facts.grantOn).reference;
  const extra = request.extraDeferralYears ?? 0;
  const deferral = on(p.minimumDeferralMonths, facts.grantOn).value;
  const plan = repaymentPlanOf(request, { defaultDeferralMonths: deferral });
  return [
    ...(before !== undefined && after !== undefined && after < before ? [caution("ARGENT_FRAIS_A_VERIFIER", "EL17", law)] : []),
    ...((request.deferralMonths ?? 0) > deferral ? [caution("DIFFERE_AU_DELA_DE_12_MOIS", "SC4", "pratique-differe-2021")] : []),
    ...(durationsDisagree(request, deferral) ? [caution("DUREES_INCOHERENTES", "SC5", "arrete-2020-03-23-art-2")] : []),
    ...(extra > 0 && plan !== undefined && plan.years * 12 - plan.graceMonths < 12 ? [caution("DIFFERE_SUPPLEMENTAIRE_SANS_AMORTISSEMENT", "SC4", "pratique-differe-2021")] : []),
    ...(facts.quotaByDecreePct !== undefined && figures.procedure?.value === "MASSE" ? [caution("QUOTITE_ARRETE_EN_PROCEDURE_DE_MASSE", "QU4", "arrete-2020-05-02")] : []),
  ];
}
