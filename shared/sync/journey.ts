/**
 * How long the last change of a push was on its way before it left the workstation, by that workstation's own clock: ages, never instants, for device clocks order nothing. With it, one trace goes from the
 * keystroke to the commit although nothing but the push itself leaves the workstation.
 */
export type Journey = {
  /** Since the last key was pressed in it, ms; undefined where nobody typed it, or that is no longer known. */
  readonly typedMs: number | undefined;
  /** Since it was sealed, ms. */
  readonly sealedMs: number;
};

/** W3C Trace Context. */
export const TRACE_HEADER = "traceparent";
export const JOURNEY_HEADER = "x-guichet-journey";

const DAY_MS = 86_400_000;
const FORM = /^(?:typed=(\d{1,8}),)?sealed=(\d{1,8})$/;

/** An age that a clock set back or a long outage makes absurd is told as none at all, or as a day. */
const age = (ms: number): number => Math.min(DAY_MS, Math.max(0, Math.round(ms)));

export function writeJourney({ typedMs, sealedMs }: Journey): string {
  const sealed = age(sealedMs);
  return typedMs === undefined ? `sealed=${sealed}` : `typed=${Math.max(sealed, age(typedMs))},sealed=${sealed}`;
}

export function readJourney(text: string | undefined): Journey | undefined {
  const read = FORM.exec(text ?? "");
  if (read === null) return undefined;
  const [typedMs, sealedMs] = [read[1] === undefined ? undefined : Number(read[1]), Number(read[2])];
  return sealedMs > DAY_MS || (typedMs ?? 0) > DAY_MS || (typedMs !== undefined && typedMs < sealedMs) ? undefined : { typedMs, sealedMs };
}

/** A new trace, sampled or not as the centre decides. `bytes`: 24 random ones. */
export function newTraceParent(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `00-${hex.slice(0, 32)}-${hex.slice(32, 48)}-01`;
}
