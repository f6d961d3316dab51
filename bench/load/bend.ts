import type { Journey } from "./journey.ts";
import type { PhaseResult } from "../support/run-curve.ts";

/** Above this many rungs nothing bends here, and the search ends. */
export const MOST_RUNGS = 24;

/** Why this rung is the last one; undefined while it still holds. */
export function whyBent(result: Pick<PhaseResult, "lost" | "waits" | "done" | "asked"> & { readonly p99Ms: number }, bend: Journey["bend"]): string | undefined {
  if (result.lost > 0) return `${result.lost} lost`;
  if (result.waits > 0) return `${result.waits} asked to wait`;
  if (result.p99Ms > bend.p99Ms) return `p99 ${result.p99Ms.toFixed(0)} ms above ${bend.p99Ms}`;
  return undefined;
}

/** Rates asked, one rung after the other. */
export const rungRate = (bend: Journey["bend"], rung: number): number => Math.round(bend.from * bend.factor ** rung);
