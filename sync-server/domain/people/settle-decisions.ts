import type { DirectoryInput, StandingDecision } from "../../store/store.ts";
import { saysSame } from "./judge-standing.ts";

/** What an import does with what was decided since that the file does not say. `refuse`: nothing is imported; `keep`: the decision stays over the file; `undo`: the file's word holds. */
export const DECISION_MODES = ["refuse", "keep", "undo"] as const;
export type DecisionMode = (typeof DECISION_MODES)[number];
export type Settled = { readonly input: DirectoryInput; readonly settled: readonly { readonly bank: string; readonly id: string; readonly as: "taken-up" | "undone" }[] };

/** The file would undo these: said to whoever imports it, who decides. */
export class DirectoryConflict extends Error {
  readonly conflicts: readonly StandingDecision[];
  constructor(conflicts: readonly StandingDecision[]) {
    super(`the directory says otherwise than what was decided of ${conflicts.length} person(s)`);
    this.conflicts = conflicts;
  }
}

type Bank = DirectoryInput["banks"][number];

/**
 * What is imported, and what becomes of the decisions that stand. One that the file says too was taken up by whoever keeps the directory, and stands no more.
 * @throws DirectoryConflict
 */
export function settleDecisions(input: DirectoryInput, standing: readonly StandingDecision[], mode: DecisionMode): Settled {
  const says = ({ bank, person, ...decided }: StandingDecision): boolean => {
    const listed = input.banks.find(({ id }) => id === bank)?.persons.find(({ id }) => id === person);
    return saysSame(decided, listed === undefined ? { ...decided, active: false } : { role: listed.role, branches: listed.branches, active: true });
  };
  const others = standing.filter((one) => !says(one));
  if (mode === "refuse" && others.length > 0) throw new DirectoryConflict(others);
  const kept = mode === "keep" ? others : [];
  const banks = input.banks.map((bank) => kept.filter((one) => one.bank === bank.id).reduce(withDecision, bank));
  return { input: { ...input, banks }, settled: standing.flatMap((one) => (kept.includes(one) ? [] : [{ bank: one.bank, id: one.id, as: others.includes(one) ? "undone" as const : "taken-up" as const }])) };
}

/** Who was ended is left out; everybody else as she was decided, with the rest as the file says. Who is no longer in the file at all is as the file says but for what was decided. */
function withDecision(bank: Bank, { person, role, branches, active, known }: StandingDecision): Bank {
  const listed = bank.persons.find(({ id }) => id === person);
  const rest = bank.persons.filter(({ id }) => id !== person);
  return { ...bank, persons: active ? [...rest, { ...(listed ?? known), role, branches }] : rest };
}
