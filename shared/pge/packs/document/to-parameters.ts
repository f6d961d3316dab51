import type { Scheme } from "../../facts.ts";
import type { PgeParameters, Window } from "../pge-france.parameters.ts";
import type { PackDocument, WindowDocument } from "./document-schema.ts";
import { toDated, toOne } from "./to-dated.ts";

export const toWindow = ({ opens, before, closes, after }: WindowDocument): Window => ({ opens: toOne(opens), notOpen: before.reason, closes: toOne(closes), closed: after.reason });

/** The French rules' parameters as a document gives them. @throws Error where one of the law's four schemes is not there, which the check refuses */
export function toParameters({ parameters: p, schemes, registration }: PackDocument): PgeParameters {
  const windowOf = (code: Scheme): Window => {
    const scheme = schemes.find((one) => one.code === code);
    if (scheme === undefined) throw new Error(`a document without the scheme ${code}`);
    return toWindow(scheme.window);
  };
  const { text, ...gap } = p.extensionGap;
  return {
    guarantee: toWindow(p.guarantee),
    windows: { CLASSIQUE: windowOf("CLASSIQUE"), SAISON: windowOf("SAISON"), AERO: windowOf("AERO"), RESILIENCE: windowOf("RESILIENCE") },
    resiliencePublishedOn: p.resiliencePublishedOn, extensionGap: { ...gap, reference: text },
    massStaffBelow: toDated(p.massStaffBelow), massTurnoverBelow: toDated(p.massTurnoverBelow),
    excludedTypes: p.excludedTypes, economicActivityTypes: p.economicActivityTypes, sciLegalForms: p.sciLegalForms, sccvLegalForm: p.sccvLegalForm,
    sciAllowed: toDated(p.sciAllowed), sciHeld: toDated(p.sciHeld), procedureOpenedUntil: toDated(p.procedureOpenedUntil),
    minimumDeferralMonths: toDated(p.minimumDeferralMonths), maximumYears: toDated(p.maximumYears), exposureReferenceOn: toDated(p.exposureReferenceOn),
    newCompanySince: p.newCompanySince, turnoverSharePct: toDated(p.turnoverSharePct), newCompanyMayUseTurnover: toDated(p.newCompanyMayUseTurnover),
    innovativePayrollYears: toDated(p.innovativePayrollYears), youngInnovative: { criterion: p.youngInnovative.criterion, recognised: toOne(p.youngInnovative.recognised) },
    aeroStockYears: toDated(p.aeroStockYears), resilienceSharePct: toDated(p.resilienceSharePct),
    resilienceYears: p.resilienceYears, annualisationDays: p.annualisationDays, resilienceOnTopUntil: p.resilienceOnTopUntil,
    quotas: toDated(p.quotas.map((one) => ({ ...one, value: { ...one.value, middleAbove: one.value.middleAbove } }))),
    premiumStaffAbove: toDated(p.premiumStaffAbove), premiumTurnoverAbove: toDated(p.premiumTurnoverAbove), premiumBalanceAbove: toDated(p.premiumBalanceAbove),
    premiumBps: { PETITE_MOYENNE: toDated(p.premiumBps.PETITE_MOYENNE), GRANDE: toDated(p.premiumBps.GRANDE) },
    oneRegistrationUntil: registration.oneRegistrationUntil,
  };
}
