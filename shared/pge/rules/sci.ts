import type { Refusal } from "../assessment.ts";
import type { Borrower, Facts, SciNature } from "../facts.ts";
import { on } from "../packs/dated.ts";
import type { PgeParameters } from "../packs/pge-france.parameters.ts";
import { input } from "./found.ts";

/** An SCI by its declared type or by its INSEE legal form, whichever says so. */
export const isSci = (borrower: Borrower, p: PgeParameters): boolean =>
  borrower.type === "SCI" || (borrower.legalForm !== undefined && p.sciLegalForms.includes(borrower.legalForm));

/** The exception relied on: as stated, or the one that legal form 6541 (construction-vente) says by itself. */
export const sciNatureOf = (borrower: Borrower, p: PgeParameters): SciNature | undefined =>
  borrower.sciNature ?? (borrower.legalForm === p.sccvLegalForm ? "CONSTRUCTION_VENTE" : undefined);

type SciAnswer = { readonly refusals: readonly Refusal[]; readonly missing: readonly string[] };

/** EL4 to EL6: an SCI is excluded, unless what it is or who holds it is an exception of that day. */
export function sciRefusals(facts: Facts, p: PgeParameters): SciAnswer {
  const { borrower, grantOn } = facts;
  if (!isSci(borrower, p)) return { refusals: [], missing: [] };
  const nature = sciNatureOf(borrower, p);
  const allowed = on(p.sciAllowed, grantOn);
  const held = on(p.sciHeld, grantOn);
  if (nature !== undefined && allowed.value.includes(nature)) return { refusals: [], missing: [] };
  const mayBeHeld = nature !== undefined && held.value.natures.includes(nature);
  if (mayBeHeld && borrower.heldPct === undefined) return { refusals: [], missing: ["borrower.heldPct"] };
  if (mayBeHeld && borrower.heldPct !== undefined && borrower.heldPct >= held.value.minimumPct) return { refusals: [], missing: [] };
  const refusal: Refusal = {
    reason: "SCI_EXCLUE",
    rule: mayBeHeld ? "EL6" : nature === undefined ? "EL4" : "EL5",
    reference: mayBeHeld ? held.reference : allowed.reference,
    inputs: [
      input("grantOn", "date", grantOn),
      ...(borrower.legalForm === undefined ? [] : [input("borrower.legalForm", "code", borrower.legalForm)]),
      ...(nature === undefined ? [] : [input("borrower.sciNature", "code", nature)]),
      ...(mayBeHeld && borrower.heldPct !== undefined
        ? [input("borrower.heldPct", "percent", borrower.heldPct), input("pack.sciMinimumHeldPct", "percent", held.value.minimumPct)]
        : []),
    ],
  };
  return { refusals: [refusal], missing: [] };
}
