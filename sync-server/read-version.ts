import { readFileSync } from "node:fs";
import { z } from "zod";

/** Guichet's version, from the one place that holds it. */
export function readVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))).version;
}
