/** What Gatling keeps for one user: never changed, only followed by another. Answers what its packages pass on to the Java session. */
export class StandInSession {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #isFailed: boolean;

  constructor(values: ReadonlyMap<string, unknown> = new Map(), isFailed = false) {
    this.#values = values;
    this.#isFailed = isFailed;
  }

  get(name: string): unknown {
    return this.#values.get(name) ?? null;
  }

  set(name: string, value: unknown): StandInSession {
    return new StandInSession(new Map([...this.#values, [name, value]]), this.#isFailed);
  }

  isFailed(): boolean {
    return this.#isFailed;
  }

  markAsFailed(): StandInSession {
    return new StandInSession(this.#values, true);
  }

  /** The expression language, as far as a name goes. @throws Error, for a name that the user does not have. */
  expand(text: string): string {
    return text.replaceAll(/#\{([^.#{}()]+)\}/g, (_all, name: string) => {
      if (!this.#values.has(name)) throw new Error(`no attribute named ${name}`);
      return String(this.#values.get(name));
    });
  }
}
