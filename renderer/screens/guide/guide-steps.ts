import type { FieldName, Fields } from "../../../shared/pge/file-fields.ts";
import type { GuideState } from "../../state/guide.ts";

export const GUIDE_STEPS = ["company", "figures", "request", "verdict", "documents", "submit"] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** What a step of entry asks for. */
export const fieldsOfStep = {
  company: ["legalName", "borrowerType", "legalForm", "naf", "createdOn"],
  figures: ["staffFrance", "turnover", "turnover2019"],
  request: ["scheme", "amount", "foreseenGrantOn", "totalYears"],
} as const satisfies { readonly [Step in GuideStep]?: readonly FieldName[] };

/** The steps that are really done: by what the file holds, and by what was opened and asked for. In any order. */
export function stepsDone(fields: Fields, documents: number, seen: GuideState): ReadonlySet<GuideStep> {
  const isDone: { readonly [Step in GuideStep]: boolean } = {
    company: isEntered(fields, fieldsOfStep.company), figures: isEntered(fields, fieldsOfStep.figures), request: isEntered(fields, fieldsOfStep.request),
    verdict: seen.figure, documents: documents > 0, submit: seen.submit,
  };
  return new Set(GUIDE_STEPS.filter((step) => isDone[step]));
}

const isEntered = (fields: Fields, names: readonly FieldName[]): boolean => names.every((name) => fields[name] !== undefined);
