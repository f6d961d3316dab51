import type { BorrowerType } from "./facts.ts";

/**
 * Legal forms offered while typing: the Insee codes met in the texts read. Any four digits are accepted besides; this list is not the
 * nomenclature, and 5498, 5720 wait for a check against it.
 */
export const SUGGESTED_LEGAL_FORMS = [
  { code: "1000", label: "Entrepreneur individuel", type: "EI" },
  { code: "5498", label: "SARL unipersonnelle (EURL)", type: "SOCIETE" },
  { code: "5499", label: "Société à responsabilité limitée (SARL)", type: "SOCIETE" },
  { code: "5599", label: "Société anonyme (SA)", type: "SOCIETE" },
  { code: "5710", label: "Société par actions simplifiée (SAS)", type: "SOCIETE" },
  { code: "5720", label: "SAS unipersonnelle (SASU)", type: "SOCIETE" },
  { code: "6521", label: "Société civile de placement immobilier (SCPI)", type: "SOCIETE" },
  { code: "6540", label: "Société civile immobilière (SCI)", type: "SCI" },
  { code: "6541", label: "Société civile de construction-vente (SCCV)", type: "SCI" },
  { code: "9220", label: "Association déclarée", type: "ASSOCIATION" },
  { code: "9230", label: "Association déclarée d’utilité publique", type: "ASSOCIATION" },
  { code: "9300", label: "Fondation", type: "FONDATION" },
] as const satisfies readonly { readonly code: string; readonly label: string; readonly type: BorrowerType }[];

/** The kind of borrower that a suggested form implies; undefined for any other code. */
export function borrowerTypeOfLegalForm(code: string): BorrowerType | undefined {
  return SUGGESTED_LEGAL_FORMS.find((form) => form.code === code)?.type;
}
