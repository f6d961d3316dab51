/**
 * One step of the schema, run as the owner `guichet_migrate`. A step, once released, never changes. It runs while servers of the version before
 * are at work and must leave them a store they can work with ([ST9]): `testing/judge-step.ts` says when it does not.
 */
export type Migration = {
  /** By tens, so that a fix can come between. */
  readonly version: number;
  readonly name: string;
  /**
   * Servers that know only schemas older than this may no longer run on the database, and the step is not run while one of them does. Left
   * out when the step only adds; else an earlier version than the step's own, for those of the version before still run.
   */
  readonly oldestSafeServer?: number;
} & StepWork;

export type StepWork =
  /** Statements of one transaction. Each has a moment to get its locks and a few seconds to work. */
  | { readonly sql: string }
  /** An index on a table that may be large: made while it is read and written, and begun again where it was cut off. */
  | { readonly index: { readonly name: string; /** As in `file (bank_id, siren)`. */ readonly on: string } };
