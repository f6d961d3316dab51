import { z } from "zod";
import { count } from "./message-parts.ts";

/** What a workstation says of itself with a push or a pull: for those who look after it, to some minutes. */
export const workstationSchema = z.object({ /** Of the program. */ version: z.string().max(40), /** Changes not sent yet. */ waiting: count, /** When the oldest of them was made, UTC ms. */ oldestAt: count.optional() });
export type Workstation = z.infer<typeof workstationSchema>;
