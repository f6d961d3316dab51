/** One step of the schema. Statements run in one transaction, as the owner `guichet_migrate`. A step, once released, never changes. */
export type Migration = {
  /** By tens, so that a fix can come between. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** Servers that know only schemas older than this may no longer run on the database. Left out when the step only adds. */
  readonly oldestSafeServer?: number;
};
