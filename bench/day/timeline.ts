import { CLOSES, type Minute, OPENS } from "./hours.ts";

/** What happens to the centre and its lines, whoever sits at the desks. */
export const HAPPENINGS = ["opens", "peak", "server-killed", "server-back", "region-cut", "region-back", "rule-changed", "promotion", "double-begins", "double-ends", "closes"] as const;
export type Happening = (typeof HAPPENINGS)[number];
export type TimelineEntry = { readonly at: Minute; readonly happening: Happening };

const at = (hour: number, minute: number): Minute => hour * 60 + minute;

/** From then on a file of the new scheme may be asked for: some minutes after noon, so that what is sent at noon itself is not of both rules. */
export const NOON: Minute = at(12, 0);

export const TIMELINE: readonly TimelineEntry[] = [
  { at: OPENS, happening: "opens" },
  { at: at(9, 5), happening: "peak" },
  { at: at(10, 30), happening: "server-killed" },
  { at: at(10, 45), happening: "server-back" },
  { at: at(11, 15), happening: "region-cut" },
  { at: at(11, 45), happening: "region-back" },
  { at: NOON, happening: "rule-changed" },
  { at: at(14, 0), happening: "promotion" },
  { at: at(15, 30), happening: "double-begins" },
  { at: at(15, 45), happening: "double-ends" },
  { at: CLOSES, happening: "closes" },
];

/** The region that loses its line at 11:15: the one with most branches but the capital's. */
export const CUT_REGION = "84";
