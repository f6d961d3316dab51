import type { FieldName, Fields } from "../pge/file-fields.ts";
import { amendedFields, edits } from "./judge-step.ts";
import type { LoanFile } from "./loan-file.ts";
import type { LifeEntry } from "./loan-life.ts";

/** What a step makes of a file, besides its own line in the file's life. */
export type StepEffects = {
  readonly status: LoanFile["status"];
  readonly fields: Fields;
  /** Fields that it gave anew. */
  readonly edited: readonly FieldName[];
  /** True where the number is no longer the file's: it may ask for another. */
  readonly dropsNumber: boolean;
  /** True where no replaced account of the draft waits for its call back any more: confirmed, or replaced by an amendment that says so itself. */
  readonly settlesAccount: boolean;
  readonly life: readonly LifeEntry[];
};

/** [LI1] Pure, and without judgement: see `judgeStep`. */
export function takeStep(file: LoanFile, entry: LifeEntry): StepEffects {
  const life = [...(file.life ?? []), entry];
  const same = { status: file.status, fields: file.fields, edited: [], dropsNumber: false, settlesAccount: false, life };
  switch (entry.step) {
    case "declined": return { ...same, status: "declined" };
    case "cancelled": return { ...same, status: "cancelled" };
    case "mediated": return entry.facts["outcome"] === "ACCORD" ? { ...same, status: "draft", dropsNumber: true } : same;
    case "account-confirmed": return { ...same, settlesAccount: true };
    case "amended": return { ...same, settlesAccount: entry.facts["iban"] !== undefined, fields: amendedFields(file.fields, entry.facts), edited: Object.keys(edits(entry.facts)) as FieldName[] }; // its keys are fields
    default: return same;
  }
}
