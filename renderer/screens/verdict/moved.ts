import type { Assessment, Figure } from "../../../shared/pge/assessment.ts";

export const COMPARED = ["procedure", "ceiling", "used", "available", "quotaPct", "guaranteed", "premiumScale", "firstPremium"] as const;
export type ComparedFigure = (typeof COMPARED)[number];

/** A figure that is not the same on two dates, with the text that moved it. */
export type Moved = { readonly name: ComparedFigure; readonly from: string | number | undefined; readonly to: string | number | undefined; readonly reference: string | undefined };

export function movedFigures(foreseen: Assessment, real: Assessment): readonly Moved[] {
  return COMPARED.flatMap((name) => {
    const [before, after]: readonly [Figure<string | number> | undefined, Figure<string | number> | undefined] = [foreseen[name], real[name]];
    return before?.value === after?.value ? [] : [{ name, from: before?.value, to: after?.value, reference: after?.reference ?? before?.reference }];
  });
}
