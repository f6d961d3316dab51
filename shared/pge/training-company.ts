import type { FieldPatch, Fields } from "./file-fields.ts";

/**
 * The company of the guided file. Its number has the right key and belongs to nobody: Insee's list goes from 001 807 254 straight to
 * 005 410 220, and the fictional companies of a demonstration begin at 002 000 00x. A file that bears it can never be sent, from
 * anywhere: {@link checkSubmittable} refuses it, on the workstation and at the centre alike.
 */
export const TRAINING_SIREN = "001900000";

export const isTraining = ({ siren }: Pick<Fields, "siren">): boolean => siren === TRAINING_SIREN;

/** What « the example company » fills in at once: who it is, nothing that decides of the loan. */
export const trainingCompany: FieldPatch = {
  siren: TRAINING_SIREN, legalName: "Boulangerie d’Exemple (dossier guidé)", borrowerType: "SOCIETE", legalForm: "5499", naf: "10.71C", createdOn: "2012-03-05", postalCode: "35000", city: "Rennes",
};
