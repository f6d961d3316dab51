export const STATES = ["met", "partly", "not met", "does not apply"] as const;
export type State = (typeof STATES)[number];

/**
 * What holds a row that no test of ours can: how it is set up where it runs, a paper, that nothing in the sources does otherwise, or a library
 * that others test.
 */
export const HOLDERS = ["configuration", "document", "construction", "library"] as const;
export type Holder = (typeof HOLDERS)[number];

/** One requirement: what it asks in a few words of ours, and how it stands. */
export type Row = {
  /** As in ASVS 5.0.0, without its V. */
  readonly id: string;
  /** Twelve words at most. The standard's own text is not repeated. */
  readonly what: string;
  readonly state: State;
  readonly in?: readonly string[];
  /** By their titles: see named-tests.ts. */
  readonly tests?: readonly string[];
  readonly held?: Holder;
  /** Always, but for what is met and says itself. */
  readonly why?: string;
  /** How it stands as long as one of its tests is not there. */
  readonly until?: { readonly state: State; readonly why: string };
};
export type Chapter = { readonly number: number; readonly name: string; readonly rows: readonly Row[] };
