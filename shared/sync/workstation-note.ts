import { z } from "zod";
import { count } from "./message-parts.ts";

/** The last manifest that a workstation believed, and what it made of it: `ready`, `announced`, `current`, or why it waits. Words, not a list: a later version knows others. */
export const releaseNoteSchema = z.object({ channel: z.string().max(20), version: z.string().max(64), /** When it was issued, UTC ms. */ issuedAt: count, /** Of the manifest, percent. */ staging: z.int().min(0).max(100), is: z.string().max(20) });
export type ReleaseNote = z.infer<typeof releaseNoteSchema>;

/** What a workstation says of itself with a push or a pull: for those who look after it, to some minutes. */
export const workstationSchema = z.object({ /** Of the program. */ version: z.string().max(40), /** Changes not sent yet. */ waiting: count, /** When the oldest of them was made, UTC ms. */ oldestAt: count.optional(), release: releaseNoteSchema.optional() });
export type Workstation = z.infer<typeof workstationSchema>;
