/** How long this server waits for whoever is slow. */
export type Patience = {
  /** For a connection's first request, or the head of any: then it is ended. */
  readonly headersMs: number;
  /** For a whole request, however well it comes. A workstation gives up after 60 s, a part of a document after 90. */
  readonly requestMs: number;
  /** How often the two above are looked at. */
  readonly checkMs: number;
  /** A body may take this long, and a second more for every `bytesPerSecond` of it that came. */
  readonly graceMs: number;
  readonly bytesPerSecond: number;
  /** For what is left of a body that was answered before it had come. */
  readonly lingerMs: number;
  /** Without a byte either way, during a request: a reader that does not read. News say something every fifteen seconds. */
  readonly silenceMs: number;
  /** Whoever asks too much is told so after this long, on a connection that does nothing meanwhile: a flood goes no faster than its connections over this. */
  readonly tooManyMs: number;
  /** For the next request on a connection. Longer than what stands in front waits, so that it is never the one to find out. */
  readonly keepAliveMs: number;
};

/** A branch's line of 64 kbit/s gives 8,000 bytes a second, and 512 when sixteen send at once. */
export const PATIENCE: Patience = {
  headersMs: 15_000, requestMs: 120_000, checkMs: 5_000, graceMs: 10_000, bytesPerSecond: 512, lingerMs: 10_000, silenceMs: 120_000, tooManyMs: 1_000, keepAliveMs: 65_000,
};

/** Calls `end` once what `received` tells has fallen behind. Answers what stops looking. */
export function endWhenSlow({ graceMs, bytesPerSecond }: Pick<Patience, "graceMs" | "bytesPerSecond">, received: () => number, end: () => void): () => void {
  const startedAt = performance.now();
  const leftMs = (): number => startedAt + graceMs + (received() / bytesPerSecond) * 1_000 - performance.now();
  const look = (): void => {
    const left = leftMs();
    if (left <= 0) end();
    else timer = setTimeout(look, left);
  };
  let timer = setTimeout(look, graceMs);
  return () => clearTimeout(timer);
}
