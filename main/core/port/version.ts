import { readFileSync } from "node:fs";
import { z } from "zod";

/** Of this clone, for the hosts that run its sources; a packed host knows its own. */
export function readVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"))).version;
}
