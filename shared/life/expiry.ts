const DAY_MS = 86_400_000;

/**
 * In how many days the centre gives back a number of which nobody made use, that is before an approval or a disbursement; how many days before that workstations
 * say so; and since when it does (UTC ms). No text sets a time: a centre without this setting gives nothing back.
 */
export type Expiry = { readonly days: number; readonly warningDays: number; readonly since: number };

/** [LI15] When a number registered at that moment is given back, unless it is used (UTC ms). Never before it could be said for as long as the centre says it. */
export const expiresAt = (registeredAt: number, { days, warningDays, since }: Expiry): number => Math.max(registeredAt + days * DAY_MS, since + warningDays * DAY_MS);

/** Numbers registered up to that moment are due now; undefined: none is yet. */
export const dueUpTo = (now: number, { days, warningDays, since }: Expiry): number | undefined => (now < since + warningDays * DAY_MS ? undefined : now - days * DAY_MS);

/** Numbers registered up to that moment are told of now: whole days, so that what is due soon is never told too late. */
export const toldUpTo = (now: number, expiry: Expiry): number => (now >= expiry.since ? now - (expiry.days - expiry.warningDays) * DAY_MS : Number.MIN_SAFE_INTEGER);
