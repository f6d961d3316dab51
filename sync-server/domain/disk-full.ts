/** Of the operating system, and of PostgreSQL (disk_full). */
const FULL: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "53100"]);

/** True when what failed, or what it was caused by, is that a disk of the centre has no room: nothing was written, and asking later makes sense. */
export const isDiskFull = (error: unknown): boolean => error instanceof Error && (("code" in error && FULL.has(error.code)) || isDiskFull(error.cause));
