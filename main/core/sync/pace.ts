/** How the engine paces what it asks by itself, in ms. The same for everybody; tests live faster. */
export type Pace = {
  /** Without a stream, for another reason than that the way holds it back: asks, and tries to open one. */
  readonly pollMs: number;
  /** Where the way holds streams back: soon after something was new, then ever more seldom, up to the longest. */
  readonly heldBack: { readonly shortestMs: number; readonly longestMs: number };
  /** A stream is opened again, to see whether the way still holds it back: first and longest wait. */
  readonly again: { readonly shortestMs: number; readonly longestMs: number };
  readonly stream: StreamPace;
};
export type StreamPace = {
  /** The centre's first word comes with the head of its answer: later than this, something on the way keeps it. */
  readonly greetingMs: number;
  /** The centre says something every fifteen seconds. Longer silence is a line that was cut without a word, or one that holds back. */
  readonly silenceMs: number;
  /** Signs of life that come closer together than this were kept on the way and let go together. */
  readonly togetherMs: number;
};

export const PACE: Pace = {
  pollMs: 20_000,
  heldBack: { shortestMs: 10_000, longestMs: 60_000 },
  again: { shortestMs: 600_000, longestMs: 3_600_000 },
  stream: { greetingMs: 5_000, silenceMs: 40_000, togetherMs: 2_000 },
};
