import type { FileView } from "../../../shared/bridge/file-views.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { checkSubmittable } from "../../../shared/pge/check-submittable.ts";
import { FIELD_NAMES, fileFields, isFieldName, type FieldName, type Fields, type Section } from "../../../shared/pge/file-fields.ts";
import { rulingProblems } from "../../../shared/pge/ruling-problems.ts";

/** Something a person must do about a field. `missing`: it is empty; `fault`: what is there is wrong; `ruling`: the rules say no. */
export type Problem = { readonly field: FieldName; readonly code: string; readonly kind: "missing" | "fault" | "ruling" };

export type Situation = {
  readonly fields: Fields;
  readonly faults: { readonly [Name in FieldName]?: string };
  readonly view: FileView;
  readonly typed: { readonly [Name in FieldName]?: unknown };
  readonly assessment: Assessment;
  readonly businessDate: LegalDate;
};

/** Everything between this file and its submission, in the order of the form, one problem a field; what waits for a choice, then what was typed wrong, comes first. */
export function fileProblems({ fields, faults, view, typed, assessment, businessDate }: Situation): readonly Problem[] {
  const byField = new Map<FieldName, Problem>();
  const note = (problem: Problem): void => {
    if (!byField.has(problem.field)) byField.set(problem.field, problem);
  };
  for (const { field } of view.conflicts) note({ field, code: "G2007", kind: "fault" });
  for (const field of FIELD_NAMES) {
    const code = faults[field];
    if (code !== undefined) note({ field, code, kind: "fault" });
  }
  for (const { field, reason } of view.status === "refused" ? (view.refusal?.fields ?? []) : []) {
    const touched = isFieldName(field) && (field in typed || view.pending.includes(field));
    if (isFieldName(field) && !touched) note({ field, code: reason, kind: "fault" });
  }
  for (const { field, code } of checkSubmittable(fields, assessment, businessDate)) note({ field, code, kind: isEmpty(fields, field) ? "missing" : "fault" });
  for (const { field, code } of rulingProblems(assessment)) note({ field, code, kind: "ruling" });
  return FIELD_NAMES.flatMap((field) => byField.get(field) ?? []);
}

export const problemsOf = (problems: readonly Problem[], section: Section): readonly Problem[] => problems.filter(({ field }) => fileFields[field].section === section);

const isEmpty = (fields: Fields, field: FieldName): boolean => fields[field] === undefined || fields[field] === "";
