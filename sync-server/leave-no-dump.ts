import { writeFileSync } from "node:fs";

/**
 * A dump of this program's memory holds its keys and whatever it worked on. On Linux, a dump of it, or of what it starts from now on, has no memory in it,
 * whatever the limits and the collector of dumps are (core(5), coredump_filter). Elsewhere it is the system's own setting that decides: docs/security/dumps.md.
 */
export function leaveNoDump(place = "/proc/self/coredump_filter"): void {
  try {
    writeFileSync(place, "0", { flag: "r+" });
  } catch {
    // No such file here.
  }
}
