import type { FigureInput } from "../assessment.ts";
import type { Figure, HypothesisId, ReferenceId, RuleId } from "../assessment.ts";
import type { Found } from "../packs/scheme-pack.ts";

const NOTHING: readonly never[] = [];

/** A figure with its grounds. */
export function figure<T>(
  value: T,
  rule: RuleId,
  reference: ReferenceId,
  inputs: readonly FigureInput[],
  hypotheses: readonly HypothesisId[] = NOTHING,
): Figure<T> {
  return { value, rule, inputs, reference, hypotheses };
}

export const found = <T>(result: Figure<T>): Found<T> => ({ figure: result, missing: NOTHING });

/** The rule cannot answer: these facts are unknown. */
export const lacking = (...paths: readonly string[]): Found<never> => ({ figure: undefined, missing: paths });

export const input = (name: string, unit: FigureInput["unit"], value: FigureInput["value"]): FigureInput => ({ name, unit, value });
