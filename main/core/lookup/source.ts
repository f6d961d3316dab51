import type { LookupSource, SourceAnswer } from "../../../shared/bridge/lookup-views.ts";
import type { Siren } from "../../../shared/entry/siren.ts";
import type { Result } from "../../../shared/kernel/result.ts";

/** What is asked of a source, and the whole of what leaves the computer: a SIREN that can be right, or a name as typed. */
export type LookupQuery = { readonly kind: "siren"; readonly text: Siren } | { readonly kind: "name"; readonly text: string };

/** One public source: where it is asked, how often at most, and how its answers are read. */
export type Source = {
  readonly source: LookupSource;
  /** Its public address. */
  readonly address: string;
  /** At least so long between two requests of this workstation. */
  readonly gapMs: number;
  /** The query string; undefined: this source knows nothing of such a question. */
  readonly ask: (query: LookupQuery) => URLSearchParams | undefined;
  /** The wall: an answer of another shape is an error, and nothing of it is kept. */
  readonly read: (answer: unknown, query: LookupQuery) => Result<SourceAnswer, "unknown-shape">;
};
