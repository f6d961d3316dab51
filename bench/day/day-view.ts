import type { Minute } from "./hours.ts";
import type { Happening } from "./timeline.ts";

/** What the page shows at one moment; sent whole, so that a page opened late shows the day as it is. */
export type DayView = {
  readonly phase: "opening" | "day" | "draining" | "counting" | "exact" | "inexact";
  readonly minute: Minute;
  readonly speed: number;
  readonly regions: readonly { readonly code: string; readonly name: string; readonly column: number; readonly row: number; readonly branches: number; readonly waiting: number; readonly registered: number; readonly isCut: boolean }[];
  readonly asked: { readonly files: number; readonly cents: number };
  readonly registered: { readonly files: number; readonly cents: number };
  /** Answers by reason, those that were mended later included. */
  readonly refused: readonly { readonly code: string; readonly answers: number }[];
  readonly waiting: number;
  readonly answered: number;
  /** Of what was answered: within one second of the press, real time. */
  readonly withinSecond: number;
  /** Answers in the last second. */
  readonly perSecond: number;
  readonly isDoubling: boolean;
  readonly servers: readonly { readonly isUp: boolean }[];
  /** Answers of each ten minutes of the day, and the most that waited. */
  readonly traffic: readonly { readonly answered: number; readonly waiting: number }[];
  readonly timeline: readonly { readonly at: Minute; readonly happening: Happening; readonly state: "to-come" | "under-way" | "done" }[];
  readonly rules: string;
  readonly balance: { readonly lost: number; readonly twice: number } | undefined;
};
