import type { Assessment, Figure, Reason, ReasonCode, ReferenceId, RuleId } from "./assessment.ts";

/** The figures whose move a person is shown, in the order of the screen. */
export const COMPARED_FIGURES = ["procedure", "ceiling", "used", "available", "quotaPct", "guaranteed", "premiumScale", "firstPremium"] as const satisfies readonly (keyof Assessment)[];
export type ComparedFigure = (typeof COMPARED_FIGURES)[number];

/** One figure that is not the same on both dates. `reference` is the text that gives its value now, or gave it when there is none now. */
export type MovedFigure = {
  readonly figure: ComparedFigure;
  readonly before: Figure<string | number> | undefined;
  readonly after: Figure<string | number> | undefined;
  readonly reference: ReferenceId;
};
/** A reason to refuse that appears or goes. */
export type MovedReason = { readonly reason: Reason | ReasonCode; readonly appears: boolean; readonly rule: RuleId; readonly reference: ReferenceId };
export type Comparison = {
  readonly figures: readonly MovedFigure[];
  readonly reasons: readonly MovedReason[];
  readonly decision: { readonly before: Assessment["decision"]; readonly after: Assessment["decision"] } | undefined;
};

/**
 * DE5: what moved between the assessment on the foreseen grant date and the one on the real date, each with the text it comes from. A
 * figure that keeps its value under another rule or text has moved too: the law behind it is no longer the same.
 */
export function compareAssessments(before: Assessment, after: Assessment): Comparison {
  const figures = COMPARED_FIGURES.flatMap((name): readonly MovedFigure[] => {
    const [old, now] = [before[name], after[name]];
    const reference = (now ?? old)?.reference;
    return reference === undefined || sameFigure(old, now) ? [] : [{ figure: name, before: old, after: now, reference }];
  });
  const appears = after.refusals.filter(({ reason }) => !before.refusals.some((old) => old.reason === reason));
  const goes = before.refusals.filter(({ reason }) => !after.refusals.some((now) => now.reason === reason));
  const moved = (isNew: boolean) => ({ reason, rule, reference }: Assessment["refusals"][number]): MovedReason => ({ reason, rule, reference, appears: isNew });
  return {
    figures,
    reasons: [...appears.map(moved(true)), ...goes.map(moved(false))],
    decision: before.decision === after.decision ? undefined : { before: before.decision, after: after.decision },
  };
}

/** True when nothing moved: the real date changes nothing. */
export const isUnmoved = ({ figures, reasons, decision }: Comparison): boolean => figures.length === 0 && reasons.length === 0 && decision === undefined;

const sameFigure = (a: Figure<string | number> | undefined, b: Figure<string | number> | undefined): boolean =>
  a?.value === b?.value && a?.rule === b?.rule && a?.reference === b?.reference;
