/**
 * Something in the archive's own bytes that is not as it was made. `offset` counts from the archive's first byte; `within` from the entry's own first byte. `exact`: that very byte is the
 * first false one of its kind; else it is one of those before `end`.
 */
export type Fault = {
  readonly kind: "content" | "header" | "directory" | "end" | "missing" | "added" | "moved" | "cut";
  readonly offset: number;
  readonly end: number;
  readonly exact: boolean;
  readonly entry: string | undefined;
  readonly within?: number;
  /** Where the byte lies in a JSON entry, as `granted.fields.amount`. */
  readonly path?: string;
  /** What stands there, and what stood there, where that is known. */
  readonly is?: number;
  readonly was?: number;
};

/** The first of two kinds at one place is the one that says more. */
export const inOrder = (faults: readonly Fault[]): readonly Fault[] => faults.toSorted((a, b) => a.offset - b.offset || Number(b.exact) - Number(a.exact));
