import { isTraining } from "../../shared/pge/training-company.ts";
import type { Desk } from "./desk.ts";

/** Of the guided file, what its fields do not say: where the person has looked since the window was opened, and whether she put the guide aside. */
export type GuideState = { readonly figure: boolean; readonly submit: boolean; readonly folded: boolean };
export const newGuide: GuideState = { figure: false, submit: false, folded: false };

export const changeGuide = (desk: Desk, patch: Partial<GuideState>): void => desk.set({ guide: { ...desk.get().guide, ...patch } });

/** A figure was opened, or a submission asked for; of any other file it says nothing. */
export function noteGuided(desk: Desk, what: "figure" | "submit"): void {
  const { guide, desk: { view } } = desk.get();
  if (!guide[what] && view !== undefined && isTraining(view.fields)) changeGuide(desk, { [what]: true });
}
