import type { Batch } from "./judge-row.ts";

/** What the load is told by the program that makes the faults, and what it answers. */
export type LoadOrder =
  | { readonly kind: "open"; readonly address: string; readonly signIn: string; readonly desks: number; readonly perSecond: number; readonly refreshMs: number }
  | { readonly kind: "begin" }
  /** No new work; answered once all was, or after that long. */
  | { readonly kind: "end"; readonly patienceMs: number }
  /** Everything that was acknowledged, asked for again. */
  | { readonly kind: "recount" };
export type LoadEnded = {
  readonly batches: readonly Batch[];
  /** What kept a batch from being answered at once, by code, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  /** Workstations that gave up, as a real one would until a person comes, and why. */
  readonly stopped: readonly string[];
  readonly refreshed: number; readonly refreshFailed: number;
  /** Every registration number that was told. */
  readonly numbers: readonly string[];
  /** Changes and files that were acknowledged. */
  readonly changes: number; readonly files: number;
};
export type LoadAnswer =
  | { readonly kind: "opened" } | { readonly kind: "begun" } | { readonly kind: "ended"; readonly told: LoadEnded }
  | { readonly kind: "recounted"; readonly asked: number; readonly wrong: readonly string[] }
  | { readonly kind: "failed"; readonly why: string };
