/** Minutes since midnight of the day that is replayed. */
export type Minute = number;

export const OPENS: Minute = 8 * 60 + 30;
export const CLOSES: Minute = 17 * 60;
/** What was begun before the close is sent, and no more. */
export const LAST: Minute = CLOSES + 15;

export const clockText = (minute: Minute): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(Math.floor(minute % 60)).padStart(2, "0")}`;

/** How many clients sit down at a desk, one part of the day beside the others: the doors open, the peak, lunch, the afternoon, the last ones. */
const CROWD: readonly (readonly [until: Minute, weight: number])[] = [
  [9 * 60, 0.5], [9 * 60 + 5, 1.2], [9 * 60 + 35, 2.6], [10 * 60 + 30, 1.5], [12 * 60, 1.2], [14 * 60, 0.45], [15 * 60, 1.1], [16 * 60, 1.3], [16 * 60 + 45, 0.9],
];

const SPANS = CROWD.map(([until, weight], i) => ({ from: CROWD[i - 1]?.[0] ?? OPENS, until, mass: (until - (CROWD[i - 1]?.[0] ?? OPENS)) * weight }));
const ALL = SPANS.reduce((sum, { mass }) => sum + mass, 0);

/** When a client sits down, for a draw from 0 to below 1: the order of draws is the order of arrivals. */
export function arrivalAt(draw: number): Minute {
  let left = draw * ALL;
  for (const { from, until, mass } of SPANS) {
    if (left < mass) return from + ((until - from) * left) / mass;
    left -= mass;
  }
  return SPANS.at(-1)?.until ?? CLOSES;
}
