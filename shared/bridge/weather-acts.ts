import { z } from "zod";
import { WORKSTATIONS } from "./weather-views.ts";

/** How long a killed server may be left before it starts by itself, s. */
export const MAX_STARTS_AFTER_S = 3_600;
const workstation = z.enum(WORKSTATIONS);

/** What a weather desk does; demonstrations only. */
export const weatherActSchema = z.discriminatedUnion("act", [
  /** Looks only. `places`: where each file is, which asks every workstation and the centre. */
  z.object({ act: z.literal("look"), places: z.boolean().optional() }),
  /** Network, server and identity provider as they should be. What was restored or copied stays so. */
  z.object({ act: z.literal("fair") }),
  z.object({ act: z.literal("network"), network: z.enum(["fair", "cut", "silent", "slow"]) }),
  z.object({ act: z.literal("kill"), startsAfterS: z.int().min(1).max(MAX_STARTS_AFTER_S).optional() }),
  z.object({ act: z.literal("start") }),
  z.object({ act: z.literal("backup") }),
  z.object({ act: z.literal("restore") }),
  /** Locks the first workstation, copies its folder, and opens the copy. */
  z.object({ act: z.literal("clone") }),
  /** A colleague of the same branch, at a workstation of her own. */
  z.object({ act: z.literal("second") }),
  z.object({ act: z.literal("provider"), isDown: z.boolean() }),
  z.object({ act: z.literal("address"), workstation }),
  z.object({ act: z.literal("close"), workstation: z.enum(["second", "clone"]) }),
]);
export type WeatherAct = z.infer<typeof weatherActSchema>;
