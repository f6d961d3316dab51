import type { Refusal } from "../assessment.ts";
import { isLawScheme, type Facts, type SchemeCode } from "../facts.ts";
import type { PgeParameters, Window } from "../packs/pge-france.parameters.ts";
import { input } from "./found.ts";

/** WI1 to WI6: the grant date must fall in the guarantee's life and in the scheme's own window. Every reason that is true is given. */
export function windowRefusals(facts: Facts, p: PgeParameters): readonly Refusal[] {
  const refusals = outside(p.guarantee, facts, "WI1", "WI2");
  if (facts.scheme === undefined) return refusals;
  if (!isLawScheme(facts.scheme)) return [...refusals, unknownScheme(facts.scheme, p.guarantee.opens.reference)];
  const rules = { CLASSIQUE: "WI1", SAISON: "WI3", AERO: "WI4", RESILIENCE: "WI5" } as const;
  const own = outside(p.windows[facts.scheme], facts, rules[facts.scheme], facts.scheme === "RESILIENCE" ? "WI2" : "WI6");
  return [...refusals, ...own.filter((refusal) => !refusals.some((already) => already.reason === refusal.reason))];
}

/** True when the scheme's own formula may be used that day, the end of its window put aside. */
export const hasOpened = (window: Window, facts: Facts): boolean => facts.grantOn >= window.opens.value;

/** WI10: these rules have no scheme of that code: another version of them has, or none. */
const unknownScheme = (code: SchemeCode, reference: string): Refusal => ({ reason: "DISPOSITIF_INCONNU", rule: "WI10", reference, inputs: [input("scheme", "code", code)] });

export function outside(window: Window, facts: Facts, opening: string, closing: string): readonly Refusal[] {
  const granted = input("grantOn", "date", facts.grantOn);
  if (facts.grantOn < window.opens.value) {
    return [{ reason: window.notOpen, rule: opening, reference: window.opens.reference, inputs: [granted, input("pack.opensOn", "date", window.opens.value)] }];
  }
  if (facts.grantOn > window.closes.value) {
    return [{ reason: window.closed, rule: closing, reference: window.closes.reference, inputs: [granted, input("pack.closesOn", "date", window.closes.value)] }];
  }
  return [];
}
