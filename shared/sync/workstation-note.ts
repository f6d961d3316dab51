import { z } from "zod";
import { count } from "./message-parts.ts";

/** The last manifest that a workstation believed, and what it made of it: `ready`, `announced`, `current`, or why it waits. Words, not a list: a later version knows others. */
export const releaseNoteSchema = z.object({ channel: z.string().max(20), version: z.string().max(64), /** When it was issued, UTC ms. */ issuedAt: count, /** Of the manifest, percent. */ staging: z.int().min(0).max(100), is: z.string().max(20) });
export type ReleaseNote = z.infer<typeof releaseNoteSchema>;

/** Ten years: a clock without a battery begins in 1970 or so, and is off by as much as this says. */
export const MOST_CLOCK_OFF_MS = 315_360_000_000;
/** A pebibyte. */
export const MOST_DISK_MIB = 1_073_741_824;

/** What a workstation says of itself with a push or a pull: for those who look after it, to some minutes. A workstation of before says less. */
export const workstationSchema = z.object({
  /** Of the program. */ version: z.string().max(40), /** Changes not sent yet. */ waiting: count, /** When the oldest of them was made, UTC ms. */ oldestAt: count.optional(),
  /** Its clock minus the centre's at the last greeting. */ clockOffMs: z.int().min(-MOST_CLOCK_OFF_MS).max(MOST_CLOCK_OFF_MS).optional(),
  /** Free where its data is, MiB. */ diskFreeMib: z.int().min(0).max(MOST_DISK_MIB).optional(),
  /** What it made of the release that it was offered. */ release: releaseNoteSchema.optional(),
});
export type Workstation = z.infer<typeof workstationSchema>;

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(value)));
/** As far as the centre takes it: what lies beyond is told as the limit, for a note must never hold up the work that it travels with. */
export const boundedNote = ({ version, waiting, oldestAt, clockOffMs, diskFreeMib, release }: Workstation): Workstation => ({
  version: version.slice(0, 40), waiting: within(waiting, 0, Number.MAX_SAFE_INTEGER), ...(oldestAt === undefined ? {} : { oldestAt: within(oldestAt, 0, Number.MAX_SAFE_INTEGER) }),
  ...(clockOffMs === undefined || !Number.isFinite(clockOffMs) ? {} : { clockOffMs: within(clockOffMs, -MOST_CLOCK_OFF_MS, MOST_CLOCK_OFF_MS) }),
  ...(diskFreeMib === undefined || !Number.isFinite(diskFreeMib) ? {} : { diskFreeMib: within(diskFreeMib, 0, MOST_DISK_MIB) }),
  ...(release === undefined ? {} : { release }),
});
