import type { LegalDate } from "../kernel/legal-date.ts";
import type { Assessment } from "./assessment.ts";
import type { SchemePack } from "./packs/scheme-pack.ts";

export type RegistrationRequest = {
  /** Day of the request, not of the grant: the first month of the scheme is counted on it. */
  readonly businessDate: LegalDate;
  readonly preApproved: boolean;
  /** Live registrations of the same SIREN, all banks together, this file's own left out. */
  readonly liveRegistrations: number;
  readonly assessment: Assessment;
};

/** Codes of the process cases: what the centre answers to a request for a number. */
export type RegistrationAnswer =
  | "ATTESTATION_DELIVREE"
  | "REFUS_PRE_ACCORD_REQUIS"
  | "REFUS_UNE_SEULE_ATTESTATION_PREMIER_MOIS"
  | "REFUS_REGLES"
  | "REFUS_PLAFOND_DEPASSE"
  | "REFUS_PROCEDURE_INDIVIDUELLE"
  | "REFUS_INCOMPLET";

/** PC1 to PC3: pre-approval first, then one registration per company during the first month, then the rules. */
export function answerRegistration(request: RegistrationRequest, pack: SchemePack): RegistrationAnswer {
  const { preApprovalRequired } = pack.registration;
  if (preApprovalRequired && !request.preApproved) return "REFUS_PRE_ACCORD_REQUIS";
  if (isOneRegistrationOnly(request.businessDate, pack) && request.liveRegistrations > 0) return "REFUS_UNE_SEULE_ATTESTATION_PREMIER_MOIS";
  switch (request.assessment.decision) {
    case "ACCEPTABLE":
      return "ATTESTATION_DELIVREE";
    case "INELIGIBLE":
      return "REFUS_REGLES";
    case "PLAFOND_DEPASSE":
      return "REFUS_PLAFOND_DEPASSE";
    case "PROCEDURE_INDIVIDUELLE":
      return "REFUS_PROCEDURE_INDIVIDUELLE";
    case undefined:
      return "REFUS_INCOMPLET";
  }
}

/** PC2: true until the last day of the scheme's first month, included. */
export function isOneRegistrationOnly(businessDate: LegalDate, pack: SchemePack): boolean {
  const { oneRegistrationUntil } = pack.registration;
  return oneRegistrationUntil !== undefined && businessDate <= oneRegistrationUntil;
}
