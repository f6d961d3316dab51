const hours = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", hour: "2-digit", hourCycle: "h23" });
const HOUR_MS = 3_600_000;

/** The last moment, a whole hour, at which clocks in Paris came to that hour. In spring, when they jump over it, the one of the day before: a night's work is then done a day later, not twice. */
export function nightBefore(at: number, hour: number): number {
  let moment = Math.floor(at / HOUR_MS) * HOUR_MS;
  while (Number(hours.format(moment)) !== hour) moment -= HOUR_MS;
  // In autumn the hour comes twice: the first of them is meant.
  return Number(hours.format(moment - HOUR_MS)) === hour ? moment - HOUR_MS : moment;
}
