type Stage = { readonly name: string };
type Test = { readonly stage: string };
/** One round's results, as `run-all.ts` writes them. */
export type Round<S extends Stage = Stage, T extends Test = Test> = { readonly commit?: string | undefined; readonly at: string; readonly stages: readonly S[]; readonly tests: readonly T[]; readonly again?: readonly Again[] };
/** A stage that was run again, whole, after the round. */
export type Again = { readonly name: string; readonly commit?: string | undefined; readonly at: string };

/** The whole round with the stages that were run again since in the place of what they were; each says when, and of which commit. */
export function withStagesAgain<S extends Stage, T extends Test>(round: Round<S, T>, since: Round<S, T>): Round<S, T> {
  const names = new Set(since.stages.map(({ name }) => name));
  const instead = new Map(since.stages.map((stage) => [stage.name, stage]));
  const others = (round.again ?? []).filter(({ name }) => !names.has(name));
  return {
    ...round,
    stages: round.stages.map((stage) => instead.get(stage.name) ?? stage),
    tests: [...round.tests.filter(({ stage }) => !names.has(stage)), ...since.tests],
    again: [...others, ...[...names].map((name) => ({ name, commit: since.commit, at: since.at }))],
  };
}
