import type { LifeEntry } from "../life/loan-life.ts";
import { takeStep } from "../life/take-step.ts";
import type { FileState } from "./file-state.ts";

/** [LI1] The file with a step in it, whoever recorded it; what it noted of a refusal is over. `replica` touched what the step changed. */
export function applyStep(state: FileState, entry: LifeEntry, { version, replica }: { readonly version: number; readonly replica: string }): FileState {
  const { edited, dropsNumber, settlesAccount, ...after } = takeStep(state, entry);
  const { registration, refusal: _over, accountChange, ...file } = { ...state, version, updatedBy: entry.by, updatedAt: entry.at };
  const touched = { ...state.touched, ...Object.fromEntries(edited.map((name) => [name, [version, replica, entry.by]])) };
  return { ...file, ...(registration === undefined || dropsNumber ? {} : { registration }), ...(accountChange === undefined || settlesAccount ? {} : { accountChange }), ...after, touched };
}
