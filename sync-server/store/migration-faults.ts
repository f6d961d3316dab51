/** The store was written by a newer server, and a step of it says that this one may no longer run. Nothing was touched. */
export class StoreTooNew extends Error {
  constructor(found: number, known: number) {
    super(`The store is at version ${found}, this server knows ${known}. Install the newer server.`);
  }
}

/** Servers at work are older than a step allows. Nothing was touched. */
export class StoreInUse extends Error {
  /** The schemas that those servers were made for. */
  readonly schemas: readonly number[];

  constructor(schemas: readonly number[], oldestSafe: number) {
    super(`Servers made for schema ${schemas.join(", ")} are at work, and a step needs ${oldestSafe} at least. Replace them first.`);
    this.schemas = schemas;
  }
}

/** A step was given up and undone: those before it stand, and running them again begins with it. */
export class StepGivenUp extends Error {
  readonly step: number;
  readonly why: "locked-out" | "too-long";

  constructor(step: number, why: "locked-out" | "too-long", cause: unknown) {
    super(`Step ${step} was given up: ${why === "locked-out" ? "others held its tables all along" : "it held tables for too long"}.`, { cause });
    this.step = step;
    this.why = why;
  }
}
